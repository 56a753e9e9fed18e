kubectl create configmap local-registry-hosting -n kube-public --from-literal=localRegistryHosting.v1='host: "kind-registry:5000"'
# platform: undo
kubectl delete configmap local-registry-hosting -n kube-public
