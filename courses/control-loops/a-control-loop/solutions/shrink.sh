cd
cat > shrink <<'END'
  if [ "$have" -gt "$2" ]; then
    observed "$1" | head -n $((have - $2)) | xargs docker rm -f > /dev/null
  fi
END
sed -i '/# (2)/r shrink' ctl.sh
rm shrink
pkill -x ctl.sh
while pgrep -x ctl.sh > /dev/null; do sleep 0.1; done
nohup ./ctl.sh > /dev/null 2>&1 < /dev/null &
