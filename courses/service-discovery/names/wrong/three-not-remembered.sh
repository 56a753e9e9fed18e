ssh dns "printf '%s api.lab\n%s api.lab\n%s api.lab\n' $IP_BE1 $IP_BE2 $IP_BE3 | sudo tee -a /etc/lab.hosts > /dev/null"
ssh dns sudo dnsmasq
# platform: undo
ssh dns '
  sudo pkill -x dnsmasq
  while pgrep -x dnsmasq > /dev/null; do sleep 0.1; done
  sudo sed -i "/ api\.lab$/d" /etc/lab.hosts
'
