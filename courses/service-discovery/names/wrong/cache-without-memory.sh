printf 'listen-address=127.0.0.1\ncache-size=0\nserver=%s\n' "$IP_DNS" | sudo tee -a /etc/dnsmasq.conf > /dev/null
sudo dnsmasq
echo nameserver 127.0.0.1 | sudo tee /etc/resolv.conf > /dev/null
# platform: undo
echo "nameserver $IP_DNS" | sudo tee /etc/resolv.conf > /dev/null
sudo pkill -x dnsmasq
while pgrep -x dnsmasq > /dev/null; do sleep 0.1; done
sudo sed -i '/^listen-address=/,$d' /etc/dnsmasq.conf
