sudo iptables -t nat -N API
sudo iptables -t nat -A API -p tcp -j DNAT --to-destination "$IP_BE1:8080"
sudo iptables -t nat -A OUTPUT -d 10.96.0.10 -p tcp --dport 80 -j API
# platform: undo
sudo iptables -t nat -D OUTPUT -d 10.96.0.10 -p tcp --dport 80 -j API
sudo iptables -t nat -F API
sudo iptables -t nat -X API
