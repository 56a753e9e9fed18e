ssh dns "echo $IP_BE1 api.lab | sudo tee -a /etc/lab.hosts > /dev/null"
ssh dns 'echo local-ttl=30 | sudo tee -a /etc/dnsmasq.conf > /dev/null'
ssh dns sudo dnsmasq
