sudo ip addr add 10.96.0.10/32 dev lo
cat > /tmp/proxy.cfg << END
defaults
  mode http
  timeout connect 2s
  timeout client 5s
  timeout server 5s
listen api
  bind 10.96.0.10:80
  server be1 $IP_BE1:8080
END
sudo haproxy -D -f /tmp/proxy.cfg
# platform: undo
sudo pkill -x haproxy
while pgrep -x haproxy > /dev/null; do sleep 0.1; done
sudo ip addr del 10.96.0.10/32 dev lo
rm /tmp/proxy.cfg
