cp -p ~/proxy.sh ~/proxy.sh.orig
cat > ~/proxy.sh << 'END'
#!/bin/bash
while sleep 1; do :; done
END
nohup ~/proxy.sh > /dev/null 2>&1 < /dev/null &
# platform: undo
pkill -x proxy.sh
while pgrep -x 'proxy.sh|sudo|iptables-restor' > /dev/null; do sleep 0.1; done
mv ~/proxy.sh.orig ~/proxy.sh
# The check's own instance has to be out of the registry as well.
until [ "$(curl -s "http://$IP_LB:8000/api" | wc -l)" -eq 3 ]; do sleep 0.2; done
