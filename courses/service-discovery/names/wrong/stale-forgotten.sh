ssh be2 sudo backend stop
while dig +short "@$IP_DNS" api.lab | grep -qx "$IP_BE2"; do sleep 0.5; done
# A resolver that starts anew remembers nothing.
sudo pkill -x dnsmasq
while pgrep -x dnsmasq > /dev/null; do sleep 0.1; done
sudo dnsmasq
dig api.lab > /dev/null
# platform: answer seconds echo 30
# platform: undo
ssh be2 sudo backend start
until dig +short "@$IP_DNS" api.lab | grep -qx "$IP_BE2"; do sleep 0.5; done
# The cache forgets that it was away.
sudo pkill -x dnsmasq
while pgrep -x dnsmasq > /dev/null; do sleep 0.1; done
sudo dnsmasq
