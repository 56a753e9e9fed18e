ssh dns 'nohup ~/follow.sh > /dev/null 2>&1 < /dev/null &'
