cd
sed -i '/# (2)/a if [ "$have" -gt "$2" ]; then observed "$1" | head -n $((have - $2)) | xargs docker rm -f > /dev/null; fi' ctl.sh
