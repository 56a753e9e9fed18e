echo "$IP_M2 shop.lab" | sudo tee -a /etc/hosts > /dev/null
