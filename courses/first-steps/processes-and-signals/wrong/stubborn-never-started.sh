pkill -KILL -x stubborn
