sudo iptables -t nat -N API
sudo iptables -t nat -A API -p tcp -j DNAT --to-destination "$IP_BE1:8080"
# platform: undo
sudo iptables -t nat -F API
sudo iptables -t nat -X API
