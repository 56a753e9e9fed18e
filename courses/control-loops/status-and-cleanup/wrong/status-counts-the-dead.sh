cd
sed -i 's/local ready=$2/local ready=$(docker ps -aq --filter label=managed-by=ctl --filter label=app="$1" | wc -l)/' ctl.sh
pkill -x ctl.sh
while pgrep -x ctl.sh > /dev/null; do sleep 0.1; done
nohup ./ctl.sh > /dev/null 2>&1 < /dev/null &
