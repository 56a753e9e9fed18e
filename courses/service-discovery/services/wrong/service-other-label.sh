kubectl create service clusterip api --tcp 80:8080
kubectl set selector service api app=apis
# platform: undo
kubectl delete service api
kubectl wait endpointslice -l kubernetes.io/service-name=api --for delete --timeout 30s
