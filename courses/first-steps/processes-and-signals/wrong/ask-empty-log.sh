pkill -KILL -x keeper
touch ~/keeper.log
until ! pgrep -x keeper > /dev/null; do sleep 0.1; done
