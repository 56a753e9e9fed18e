ssh dns 'echo srv-host=_http._tcp.api.lab,api.lab,8080 | sudo tee -a /etc/dnsmasq.conf > /dev/null'
ssh dns 'sudo pkill -x dnsmasq; while pgrep -x dnsmasq; do sleep 0.1; done > /dev/null; sudo dnsmasq'
