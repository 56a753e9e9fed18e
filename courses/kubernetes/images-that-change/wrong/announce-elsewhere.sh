kubectl create configmap local-registry-hosting --from-literal=localRegistryHosting.v1='host: "localhost:5001"'
# platform: undo
kubectl delete configmap local-registry-hosting
