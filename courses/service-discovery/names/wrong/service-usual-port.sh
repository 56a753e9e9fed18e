ssh dns 'sudo tee -a /etc/dnsmasq.conf > /dev/null' << 'END'
srv-host=_http._tcp.api.lab,be1.api.lab,80
srv-host=_http._tcp.api.lab,be2.api.lab,80
srv-host=_http._tcp.api.lab,be3.api.lab,80
END
ssh dns 'sudo pkill -x dnsmasq; while pgrep -x dnsmasq; do sleep 0.1; done > /dev/null; sudo dnsmasq'
# platform: undo
ssh dns '
  sudo sed -i "/^srv-host=/d" /etc/dnsmasq.conf
  sudo pkill -x dnsmasq
  while pgrep -x dnsmasq > /dev/null; do sleep 0.1; done
  sudo dnsmasq
'
