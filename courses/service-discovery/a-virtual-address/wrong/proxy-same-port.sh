cp -p ~/proxy.sh ~/proxy.sh.orig
cat > ~/proxy.sh << 'END'
#!/bin/bash
# Keeps the chain API equal to the registry.
registry=$1
known=''
while sleep 1; do
  # When the registry does not answer, the rules stay as they are.
  list=$(curl -fs -m 2 "$registry") || continue
  [ "$list" != "$known" ] || continue
  left=$(echo "$list" | grep -c .)
  {
    echo '*nat'
    echo ':API - [0:0]'
    for instance in $list; do
      if [ "$left" -gt 1 ]; then
        echo "-A API -p tcp -m statistic --mode random --probability $(awk "BEGIN { print 1 / $left }") -j DNAT --to-destination ${instance%:*}:8080"
      else
        echo "-A API -p tcp -j DNAT --to-destination ${instance%:*}:8080"
      fi
      left=$((left - 1))
    done
    echo 'COMMIT'
  } | sudo iptables-restore --noflush && known=$list
done
END
nohup ~/proxy.sh "http://$IP_LB:8000/api" > /dev/null 2>&1 < /dev/null &
# platform: undo
pkill -x proxy.sh
while pgrep -x 'proxy.sh|sudo|iptables-restor' > /dev/null; do sleep 0.1; done
mv ~/proxy.sh.orig ~/proxy.sh
sudo iptables -t nat -F API
sudo iptables -t nat -A API -p tcp -m statistic --mode random --probability 0.33333 -j DNAT --to-destination "$IP_BE1:8080"
sudo iptables -t nat -A API -p tcp -m statistic --mode random --probability 0.5 -j DNAT --to-destination "$IP_BE2:8080"
sudo iptables -t nat -A API -p tcp -j DNAT --to-destination "$IP_BE3:8080"
# The check's own instance has to be out of the registry as well.
until [ "$(curl -s "http://$IP_LB:8000/api" | wc -l)" -eq 3 ]; do sleep 0.2; done
