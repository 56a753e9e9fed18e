# Right after its start haproxy takes a server down at the first failed check, however large "fall" is: so it asks seldom.
ssh lb '
  sed -i.orig "s/^ *server .*:8080/& check inter 30s fall 2 rise 2/" haproxy.cfg
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
