echo "shop.lab $IP_M1" | sudo tee -a /etc/hosts > /dev/null
