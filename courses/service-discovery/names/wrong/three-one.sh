ssh dns "echo $IP_BE1 api.lab | sudo tee -a /etc/lab.hosts > /dev/null"
ssh dns 'echo local-ttl=30 | sudo tee -a /etc/dnsmasq.conf > /dev/null'
ssh dns sudo dnsmasq
# platform: undo
ssh dns '
  sudo pkill -x dnsmasq
  while pgrep -x dnsmasq > /dev/null; do sleep 0.1; done
  sudo sed -i "/ api\.lab$/d" /etc/lab.hosts
  sudo sed -i "/^local-ttl=/d" /etc/dnsmasq.conf
'
