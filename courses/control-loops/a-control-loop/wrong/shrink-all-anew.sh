cd
sed -i '/# (2)/a if [ "$have" -gt "$2" ]; then observed "$1" | xargs docker rm -f > /dev/null; fi' ctl.sh
pkill -x ctl.sh
while pgrep -x ctl.sh > /dev/null; do sleep 0.1; done
nohup ./ctl.sh > /dev/null 2>&1 < /dev/null &
