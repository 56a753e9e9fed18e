ssh dns 'nohup ~/follow.sh > /dev/null 2>&1 < /dev/null &'
# platform: undo
ssh dns '
  pkill -x follow.sh
  while pgrep -x follow.sh > /dev/null; do sleep 0.1; done
  rm /tmp/lab.hosts
'
