cd
cat > part <<'END'
  rm -f "$sites/$domain.html" || return
  change_finalizers "$1" '. - [$mine]'
END
sed -i '/# (2)/r part' operator.sh
rm part
pkill -x operator.sh
while pgrep -x operator.sh > /dev/null; do sleep 0.1; done
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
