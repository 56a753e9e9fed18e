cd
# The pods wait for their page for ever.
sed -i.begun '/# (1)/a jq -f ~/children.jq <<< "$1" | jq ".items[1]" | kubectl create -f -' operator.sh
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
kubectl wait deployment hello --for create --timeout 30s
# platform: undo
cd
pkill -x operator.sh
while pgrep -x 'operator.sh|kubectl' > /dev/null; do sleep 0.1; done
mv operator.sh.begun operator.sh
kubectl delete deployment,configmap hello --cascade=foreground --ignore-not-found
