cd
# Right for as long as a check might care to watch, and one too many after the next pass.
sed -i -e '/# (1)/a need=$(($2 - have)); [ "$need" -ne 0 ] || need=1; for n in $(seq "$need"); do docker run -d --pull never --label managed-by=ctl --label app="$1" "$3"; done > /dev/null' \
  -e 's/^while sleep 1/while sleep 6/' ctl.sh
nohup ./ctl.sh > /dev/null 2>&1 < /dev/null &
