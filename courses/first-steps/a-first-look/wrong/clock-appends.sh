while sleep 0.5; do date >> ~/clock; done > /dev/null 2>&1 &
sleep 1.5
