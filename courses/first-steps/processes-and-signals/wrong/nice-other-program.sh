nice -n 10 sh -c 'while :; do sleep 1; done' > /dev/null 2>&1 &
