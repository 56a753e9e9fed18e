echo "$IP_BE1 api.lab" | sudo tee -a /etc/hosts > /dev/null
echo "nameserver $IP_DNS" | sudo tee /etc/resolv.conf > /dev/null
