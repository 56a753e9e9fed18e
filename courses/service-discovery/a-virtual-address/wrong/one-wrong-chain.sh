sudo iptables -t nat -A PREROUTING -d 10.96.0.10 -p tcp --dport 80 -j DNAT --to-destination "$IP_BE1:8080"
# platform: undo
sudo iptables -t nat -D PREROUTING -d 10.96.0.10 -p tcp --dport 80 -j DNAT --to-destination "$IP_BE1:8080"
