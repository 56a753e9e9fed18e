ssh lb '
  sed -i.orig "s/^ *balance .*/&\n    option redispatch 1\n    retries 0/" haproxy.cfg
  sudo pkill -x haproxy
  while pgrep -x haproxy > /dev/null; do sleep 0.1; done
  sudo haproxy -D -f haproxy.cfg > /dev/null 2>&1
'
# platform: undo
ssh lb '
  mv haproxy.cfg.orig haproxy.cfg
  sudo pkill -x haproxy
  while pgrep -x haproxy > /dev/null; do sleep 0.1; done
  sudo haproxy -D -f haproxy.cfg > /dev/null 2>&1
'
