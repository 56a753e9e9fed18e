printf '%s api.lab\n%s api.lab\n%s api.lab\n' "$IP_BE1" "$IP_BE2" "$IP_BE3" > /tmp/own.hosts
printf 'listen-address=127.0.0.1\naddn-hosts=/tmp/own.hosts\nlocal-ttl=30\n' | sudo tee -a /etc/dnsmasq.conf > /dev/null
sudo dnsmasq
echo nameserver 127.0.0.1 | sudo tee /etc/resolv.conf > /dev/null
# platform: undo
echo "nameserver $IP_DNS" | sudo tee /etc/resolv.conf > /dev/null
sudo pkill -x dnsmasq
while pgrep -x dnsmasq > /dev/null; do sleep 0.1; done
sudo sed -i '/^listen-address=/,$d' /etc/dnsmasq.conf
rm /tmp/own.hosts
