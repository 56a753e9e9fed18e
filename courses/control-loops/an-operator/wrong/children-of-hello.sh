cd
# Always the children of hello.
sed -i '/# (1)/a kubectl get website hello -o json | jq -f ~/children.jq | kubectl create -f -' operator.sh
nohup ./operator.sh > /dev/null 2>&1 < /dev/null &
kubectl wait deployment hello --for create --timeout 30s
