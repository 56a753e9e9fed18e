~/bin/keeper > /dev/null 2>&1 &
until pgrep -x keeper > /dev/null; do sleep 0.1; done
kill -KILL $!
until ! pgrep -x keeper > /dev/null; do sleep 0.1; done
