ssh m1 "echo '$IP_M1 shop.lab' | sudo tee -a /etc/hosts > /dev/null"
