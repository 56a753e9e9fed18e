kubectl expose deployment api --name late --port 80 --target-port 8080 --cluster-ip None
kubectl run new --image box:1 --command -- sleep 10d
kubectl wait pod/new --for condition=Ready --timeout 30s
# platform: undo
kubectl delete pod new --now --timeout 30s
kubectl delete service late
kubectl wait endpointslice -l kubernetes.io/service-name=late --for delete --timeout 30s
