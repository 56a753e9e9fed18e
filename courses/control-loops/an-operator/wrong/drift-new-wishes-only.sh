cd
# Acts when the wish has changed, and not when the world has.
sed -i.begun -e 's/jq -f .*kubectl create -f -/[ "${seen[$namespace.$name]}" = "$generation" ] || jq -f ~\/children.jq <<< "$1" | kubectl apply --server-side --force-conflicts -f -; seen[$namespace.$name]=$generation/' \
  -e 's/^trap .*/&\ndeclare -A seen/' -e 's/kubectl get websites .* | while read -r site; do/while read -r site; do/' \
  -e "s/^  done\$/  done < <(kubectl get websites --all-namespaces -o json | jq -c '.items[]')/" operator.sh
pkill -x operator.sh
while pgrep -x operator.sh > /dev/null; do sleep 0.1; done
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
# platform: undo
cd
pkill -x operator.sh
while pgrep -x 'operator.sh|kubectl' > /dev/null; do sleep 0.1; done
mv operator.sh.begun operator.sh
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
