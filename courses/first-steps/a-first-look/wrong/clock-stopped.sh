while sleep 0.1; do date > ~/clock; done > /dev/null 2>&1 &
sleep 0.5
kill $!
wait $! 2> /dev/null
