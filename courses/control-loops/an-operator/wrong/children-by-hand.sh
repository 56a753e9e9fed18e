kubectl get website hello -o json | jq -f ~/children.jq | kubectl create -f -
kubectl rollout status deployment hello --timeout 30s
# platform: undo
kubectl delete deployment,configmap hello --cascade=foreground --ignore-not-found
