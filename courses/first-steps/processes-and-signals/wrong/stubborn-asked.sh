~/bin/stubborn > /dev/null 2>&1 &
until [ -e ~/stubborn.pid ]; do sleep 0.1; done
kill $!
sleep 1
