# Until the cache has asked anew: then its answer is good for some time.
until [ "$(dig +noall +answer api.lab | awk 'NR == 1 { print $2 }')" -ge 20 ]; do sleep 0.5; done
ssh be2 sudo backend stop
while dig +short "@$IP_DNS" api.lab | grep -qx "$IP_BE2"; do sleep 0.5; done
# platform: answer seconds echo 3
# platform: undo
ssh be2 sudo backend start
until dig +short "@$IP_DNS" api.lab | grep -qx "$IP_BE2"; do sleep 0.5; done
# The cache forgets that it was away.
sudo pkill -x dnsmasq
while pgrep -x dnsmasq > /dev/null; do sleep 0.1; done
sudo dnsmasq
