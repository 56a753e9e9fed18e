ssh dns 'sudo tee -a /etc/dnsmasq.conf > /dev/null' << 'END'
srv-host=_http._tcp.api.lab,be1.api.lab,8080
srv-host=_http._tcp.api.lab,be2.api.lab,8080
srv-host=_http._tcp.api.lab,be3.api.lab,8080
END
ssh dns sudo pkill -HUP -x dnsmasq
# platform: undo
ssh dns 'sudo sed -i "/^srv-host=/d" /etc/dnsmasq.conf'
