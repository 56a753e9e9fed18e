sudo iptables -t nat -A OUTPUT -d 10.96.0.10 -p tcp --dport 80 -j DNAT --to-destination "$IP_BE1"
# platform: undo
sudo iptables -t nat -D OUTPUT -d 10.96.0.10 -p tcp --dport 80 -j DNAT --to-destination "$IP_BE1"
