cd
sed -i '/# (1)/a docker run -d --pull never --label managed-by=ctl --label app="$1" "$3" > /dev/null' ctl.sh
nohup ./ctl.sh > /dev/null 2>&1 < /dev/null &
