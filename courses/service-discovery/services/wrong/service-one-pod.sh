kubectl label $(kubectl get pods -l app=api -o name | head -n 1) chosen=yes
kubectl expose deployment api --port 80 --target-port 8080 --selector app=api,chosen=yes
# platform: undo
kubectl delete service api
kubectl wait endpointslice -l kubernetes.io/service-name=api --for delete --timeout 30s
kubectl label pods -l app=api chosen-
