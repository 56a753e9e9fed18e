pkill -STOP -x counter
pkill -CONT -x counter
sleep 0.5
