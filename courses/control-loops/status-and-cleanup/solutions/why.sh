cd
sed -i 's,docker run \(.*\) > /dev/null 2>&1 || break,message=$(docker run \1 2>\&1 > /dev/null) || break,' ctl.sh
pkill -x ctl.sh
while pgrep -x ctl.sh > /dev/null; do sleep 0.1; done
nohup ./ctl.sh > /dev/null 2>&1 < /dev/null &
