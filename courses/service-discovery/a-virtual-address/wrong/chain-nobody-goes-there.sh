sudo iptables -t nat -N API
sudo iptables -t nat -A API -p tcp -j DNAT --to-destination "$IP_BE1:8080"
