cd
sed -i -e '/# (1)/a while [ "$have" -lt "$2" ]; do docker run -d --label managed-by=ctl --label app="$1" "$3" > /dev/null; have=$((have + 1)); done' \
  -e 's,for file in .*,for file in $files; do,' -e '/^while sleep 1/i files=$(ls $desired/*.json)' ctl.sh
nohup ./ctl.sh > /dev/null 2>&1 < /dev/null &
