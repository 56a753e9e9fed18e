ssh dns 'cp -p ~/follow.sh ~/follow.sh.orig; cp /etc/lab.hosts ~/lab.hosts.orig; cat > ~/follow.sh' << 'END'
#!/bin/bash
# Keeps /etc/lab.hosts true: a line for each instance that lives, and none for the others.
while true; do
  for name in be1 be2 be3; do
    address=$(getent ahostsv4 "$name" | awk 'NR == 1 { print $1 }')
    if curl -fs -m 1 -o /dev/null "http://$address:8080/health"; then
      echo "$address $name.api.lab api.lab"
    fi
  done > /tmp/lab.hosts

  if ! cmp -s /tmp/lab.hosts /etc/lab.hosts; then
    sudo cp /tmp/lab.hosts /etc/lab.hosts
  fi

  sleep 2
done
END
ssh dns 'nohup ~/follow.sh > /dev/null 2>&1 < /dev/null &'
# platform: undo
ssh dns '
  # First it has to see that the ended instance is back.
  until [ "$(grep -c api.lab /etc/lab.hosts)" -eq 3 ]; do sleep 0.2; done
  pkill -x follow.sh
  while pgrep -x "follow.sh|sudo|cp" > /dev/null; do sleep 0.1; done
  mv follow.sh.orig follow.sh
  sudo cp lab.hosts.orig /etc/lab.hosts
  rm lab.hosts.orig /tmp/lab.hosts
  sudo pkill -HUP -x dnsmasq
'
until [ "$(dig +short "@$IP_DNS" api.lab | wc -l)" -eq 3 ]; do sleep 0.2; done
