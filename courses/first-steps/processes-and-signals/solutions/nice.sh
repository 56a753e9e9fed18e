nice -n 10 ~/bin/counter > /dev/null 2>&1 &
until pgrep -x counter > /dev/null; do sleep 0.1; done
