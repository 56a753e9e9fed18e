cd
# Always the children of hello.
sed -i.begun '/# (1)/a kubectl get website hello -o json | jq -f ~/children.jq | kubectl create -f -' operator.sh
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
kubectl wait deployment hello --for create --timeout 30s
# platform: undo
cd
pkill -x operator.sh
while pgrep -x 'operator.sh|kubectl' > /dev/null; do sleep 0.1; done
mv operator.sh.begun operator.sh
kubectl delete deployment,configmap hello --cascade=foreground --ignore-not-found --timeout 40s
