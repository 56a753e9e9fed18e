~/bin/stubborn > /dev/null 2>&1 &
until [ -e ~/stubborn.pid ]; do sleep 0.1; done
kill -TERM $!
kill -KILL $!
until ! pgrep -x stubborn > /dev/null; do sleep 0.1; done
