#!/bin/bash
# Keeps /etc/lab.hosts true: a line for each instance that lives, and none for the others.
while true; do
  for name in be1 be2 be3; do
    address=$(getent ahostsv4 "$name" | awk 'NR == 1 { print $1 }')
    # 1. Print this line only when http://$address:8080/health answers.
    echo "$address $name.api.lab api.lab"
  done > /tmp/lab.hosts

  # 2. When /tmp/lab.hosts differs from /etc/lab.hosts: copy it there, and tell dnsmasq.

  sleep 2
done
