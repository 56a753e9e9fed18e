ssh lb "cat >> haproxy.cfg" <<END
    server be1 $IP_BE1:8080
    server be2 $IP_BE2:8080
    server be3 $IP_BE3:8080
END
ssh lb 'sudo haproxy -D -f haproxy.cfg > /dev/null 2>&1'
# platform: undo
ssh lb '
  sudo pkill -x haproxy
  while pgrep -x haproxy > /dev/null; do sleep 0.1; done
  sed -i "/^    server /d" haproxy.cfg
'
