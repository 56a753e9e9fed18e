printf 'listen-address=127.0.0.1\nserver=%s\n' "$IP_DNS" | sudo tee -a /etc/dnsmasq.conf > /dev/null
sudo dnsmasq
# platform: undo
sudo pkill -x dnsmasq
while pgrep -x dnsmasq > /dev/null; do sleep 0.1; done
sudo sed -i '/^listen-address=/,$d' /etc/dnsmasq.conf
