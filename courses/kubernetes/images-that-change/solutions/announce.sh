kubectl create configmap local-registry-hosting -n kube-public --from-literal=localRegistryHosting.v1='host: "localhost:5001"'
