cd
sed -i.begun '/kubectl create -f -/i jq -f ~/children.jq <<< "$1" | kubectl delete -f - --ignore-not-found' operator.sh
pkill -x operator.sh
while pgrep -x operator.sh > /dev/null; do sleep 0.1; done
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
# platform: undo
cd
pkill -x operator.sh
while pgrep -x 'operator.sh|kubectl' > /dev/null; do sleep 0.1; done
mv operator.sh.begun operator.sh
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
kubectl wait deployment hello --for create --timeout 20s
