ssh lb '
  cp haproxy.head haproxy.cfg
  for entry in $(cat /srv/registry/api); do echo "    server $entry $entry check inter 1s"; done >> haproxy.cfg
  sudo haproxy -D -f haproxy.cfg > /dev/null 2>&1
'
# platform: undo
ssh lb '
  sudo pkill -x haproxy
  while pgrep -x haproxy > /dev/null; do sleep 0.1; done
  rm haproxy.cfg
'
# The check's own instance has to be out of the list as well.
until [ "$(curl -s http://lb:8000/api | sort)" = "$(sort ~/api)" ]; do sleep 0.5; done
