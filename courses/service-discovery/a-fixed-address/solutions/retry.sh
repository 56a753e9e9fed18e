ssh lb '
  sed -i "s/^ *balance .*/&\n    option redispatch 1/" haproxy.cfg
  sudo pkill -x haproxy
  while pgrep -x haproxy > /dev/null; do sleep 0.1; done
  sudo haproxy -D -f haproxy.cfg > /dev/null 2>&1
'
