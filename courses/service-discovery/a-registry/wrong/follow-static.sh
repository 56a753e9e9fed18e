ssh lb '
  cp haproxy.head haproxy.cfg
  for entry in $(cat /srv/registry/api); do echo "    server $entry $entry check inter 1s"; done >> haproxy.cfg
  sudo haproxy -D -f haproxy.cfg > /dev/null 2>&1
'
