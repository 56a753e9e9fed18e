printf 'listen-address=127.0.0.1\nserver=%s\n' "$IP_DNS" | sudo tee -a /etc/dnsmasq.conf > /dev/null
sudo dnsmasq
