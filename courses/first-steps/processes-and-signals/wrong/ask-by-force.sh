pkill -KILL -x keeper
until ! pgrep -x keeper > /dev/null; do sleep 0.1; done
