kubectl create service clusterip api-h --clusterip None
# platform: undo
kubectl delete service api-h
kubectl wait endpointslice -l kubernetes.io/service-name=api-h --for delete --timeout 30s
