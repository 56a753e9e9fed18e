cd
cat > grow <<'END'
  while [ "$have" -lt "$2" ]; do
    docker run -d --pull never --label managed-by=ctl --label app="$1" "$3" > /dev/null || break
    have=$((have + 1))
  done
END
sed -i '/# (1)/r grow' ctl.sh
rm grow
nohup ./ctl.sh > /dev/null 2>&1 < /dev/null &
