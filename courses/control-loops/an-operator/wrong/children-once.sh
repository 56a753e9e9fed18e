cd
# One pass, and no more.
sed -i.begun -e '/# (1)/a jq -f ~/children.jq <<< "$1" | kubectl create -f -' -e 's/^while sleep 2; do/for once in 1; do/' operator.sh
./operator.sh > /dev/null 2>&1
kubectl wait deployment hello --for create --timeout 30s
# platform: undo
cd
mv operator.sh.begun operator.sh
kubectl delete deployment,configmap hello --cascade=foreground --ignore-not-found --timeout 40s
