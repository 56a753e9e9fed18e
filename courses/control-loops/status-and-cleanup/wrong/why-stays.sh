cd
sed -i -e 's/local have message=""/local have/' -e 's,docker run \(.*\) > /dev/null 2>&1 || break,message=$(docker run \1 2>\&1 > /dev/null) || { last=$message; break; },' -e 's/"$2" "$message"/"$2" "$last"/' ctl.sh
pkill -x ctl.sh
while pgrep -x ctl.sh > /dev/null; do sleep 0.1; done
nohup ./ctl.sh > /dev/null 2>&1 < /dev/null &
