echo "nameserver $IP_DNS" | sudo tee /etc/resolv.conf > /dev/null
