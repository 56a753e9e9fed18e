pkill -STOP -x counter
