kubectl create configmap local-registry-hosting -n kube-public --from-literal=host=localhost:5001
# platform: undo
kubectl delete configmap local-registry-hosting -n kube-public
