#!/bin/bash
# Each second: how many addresses of api.lab the name server gives, and how many the cache of this machine.
server=$(getent ahostsv4 dns | awk 'NR == 1 { print $1 }')
while true; do
  fresh=$(dig +short "@$server" api.lab | wc -l)
  cached=$(dig +noall +answer @127.0.0.1 api.lab | awk '{ left = $2 } END { print NR " addresses, for " left " s more" }')
  echo "$(date +%T)  dns: $fresh addresses   cache: $cached"
  sleep 1
done
