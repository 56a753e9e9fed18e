sudo iptables -t nat -F API
sudo iptables -t nat -A API -p tcp -m statistic --mode random --probability 0.33333 -j DNAT --to-destination "$IP_BE1:8080"
sudo iptables -t nat -A API -p tcp -m statistic --mode random --probability 0.33333 -j DNAT --to-destination "$IP_BE2:8080"
sudo iptables -t nat -A API -p tcp -j DNAT --to-destination "$IP_BE3:8080"
# platform: undo
sudo iptables -t nat -F API
sudo iptables -t nat -A API -p tcp -j DNAT --to-destination "$IP_BE1:8080"
