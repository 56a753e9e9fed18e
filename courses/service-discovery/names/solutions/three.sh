ssh dns "printf '%s be1.api.lab api.lab\n%s be2.api.lab api.lab\n%s be3.api.lab api.lab\n' $IP_BE1 $IP_BE2 $IP_BE3 | sudo tee -a /etc/lab.hosts > /dev/null"
ssh dns 'echo local-ttl=30 | sudo tee -a /etc/dnsmasq.conf > /dev/null'
ssh dns sudo dnsmasq
