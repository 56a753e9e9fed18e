cd
sed -i '/# (3)/a n=$(ls $desired | wc -l); [ "$n" -ge "${last:-0}" ] || docker ps -q --filter label=managed-by=ctl | xargs -r docker rm -f > /dev/null; last=$n' ctl.sh
pkill -x ctl.sh
while pgrep -x ctl.sh > /dev/null; do sleep 0.1; done
nohup ./ctl.sh > /dev/null 2>&1 < /dev/null &
