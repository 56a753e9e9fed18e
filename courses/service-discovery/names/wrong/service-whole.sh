ssh dns 'echo srv-host=_http._tcp.api.lab,api.lab,8080 | sudo tee -a /etc/dnsmasq.conf > /dev/null'
ssh dns 'sudo pkill -x dnsmasq; while pgrep -x dnsmasq; do sleep 0.1; done > /dev/null; sudo dnsmasq'
# platform: undo
ssh dns '
  sudo sed -i "/^srv-host=/d" /etc/dnsmasq.conf
  sudo pkill -x dnsmasq
  while pgrep -x dnsmasq > /dev/null; do sleep 0.1; done
  sudo dnsmasq
'
