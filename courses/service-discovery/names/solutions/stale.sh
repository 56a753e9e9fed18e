# Until the cache has asked anew: then its answer is good for some time.
until [ "$(dig +noall +answer api.lab | awk 'NR == 1 { print $2 }')" -ge 20 ]; do sleep 0.5; done
ssh be2 sudo backend stop
while dig +short "@$IP_DNS" api.lab | grep -qx "$IP_BE2"; do sleep 0.5; done
# platform: answer seconds dig +noall +answer @$IP_DNS api.lab | awk 'NR == 1 { print $2 }'
