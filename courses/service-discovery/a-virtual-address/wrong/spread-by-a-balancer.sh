ssh lb 'cat > /tmp/lb.cfg' << END
defaults
  mode http
  timeout connect 2s
  timeout client 5s
  timeout server 5s
listen api
  bind :80
  balance random
  server be1 $IP_BE1:8080
  server be2 $IP_BE2:8080
  server be3 $IP_BE3:8080
END
ssh lb sudo haproxy -D -f /tmp/lb.cfg
sudo iptables -t nat -F API
sudo iptables -t nat -A API -p tcp -j DNAT --to-destination "$IP_LB:80"
# platform: undo
sudo iptables -t nat -F API
sudo iptables -t nat -A API -p tcp -j DNAT --to-destination "$IP_BE1:8080"
ssh lb '
  sudo pkill -x haproxy
  while pgrep -x haproxy > /dev/null; do sleep 0.1; done
  rm /tmp/lb.cfg
'
