cp /etc/resolv.conf /tmp/resolv.conf.orig
echo "nameserver $IP_DNS" | sudo tee -a /etc/resolv.conf > /dev/null
# platform: undo
sudo cp /tmp/resolv.conf.orig /etc/resolv.conf
rm /tmp/resolv.conf.orig
