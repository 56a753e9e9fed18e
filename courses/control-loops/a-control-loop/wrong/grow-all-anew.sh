cd
# Another number than desired: everybody starts afresh.
sed -i '/# (1)/a if [ "$have" -lt "$2" ]; then observed "$1" | xargs -r docker rm -f; for n in $(seq "$2"); do docker run -d --label managed-by=ctl --label app="$1" "$3"; done; fi > /dev/null' ctl.sh
nohup ./ctl.sh > /dev/null 2>&1 < /dev/null &
