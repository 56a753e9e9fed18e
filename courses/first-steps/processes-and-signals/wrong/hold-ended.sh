pkill -TERM -x counter
until ! pgrep -x counter > /dev/null; do sleep 0.1; done
