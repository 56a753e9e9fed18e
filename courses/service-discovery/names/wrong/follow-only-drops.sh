ssh dns 'cp -p ~/follow.sh ~/follow.sh.orig; cp /etc/lab.hosts ~/lab.hosts.orig; cat > ~/follow.sh' << 'END'
#!/bin/bash
while sleep 1; do
  awk '/api.lab/ { print $1 }' /etc/lab.hosts | while read -r address; do
    curl -fs -m 1 -o /dev/null "http://$address:8080/health" && continue
    grep -v "^$address " /etc/lab.hosts > /tmp/lab.hosts
    sudo cp /tmp/lab.hosts /etc/lab.hosts
    sudo pkill -HUP -x dnsmasq
  done
done
END
ssh dns 'chmod +x ~/follow.sh; nohup ~/follow.sh > /dev/null 2>&1 < /dev/null &'
# platform: undo
ssh dns '
  pkill -x follow.sh
  while pgrep -x "follow.sh|sudo|cp" > /dev/null; do sleep 0.1; done
  mv follow.sh.orig follow.sh
  sudo cp lab.hosts.orig /etc/lab.hosts
  rm lab.hosts.orig /tmp/lab.hosts
  sudo pkill -HUP -x dnsmasq
'
until [ "$(dig +short "@$IP_DNS" api.lab | wc -l)" -eq 3 ]; do sleep 0.2; done
