echo "nameserver $IP_DNS" | sudo tee -a /etc/resolv.conf > /dev/null
