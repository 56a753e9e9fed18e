kubectl expose deployment api --port 80
# platform: undo
kubectl delete service api
kubectl wait endpointslice -l kubernetes.io/service-name=api --for delete --timeout 30s
