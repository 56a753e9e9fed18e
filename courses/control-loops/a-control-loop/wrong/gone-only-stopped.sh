cd
# Stops them, and leaves them lying.
sed -i '/# (3)/a for name in $(docker ps --filter label=managed-by=ctl --format "{{.Label \\"app\\"}}" | sort -u); do [ -e "$desired/$name.json" ] || observed "$name" | xargs -r docker stop -t 1 > /dev/null; done' ctl.sh
pkill -x ctl.sh
while pgrep -x ctl.sh > /dev/null; do sleep 0.1; done
nohup ./ctl.sh > /dev/null 2>&1 < /dev/null &
