kubectl scale deployment api --replicas 2
kubectl rollout status deployment api --timeout 30s
kubectl expose deployment api --port 80 --target-port 8080
# platform: undo
kubectl delete service api
kubectl wait endpointslice -l kubernetes.io/service-name=api --for delete --timeout 30s
kubectl scale deployment api --replicas 3
kubectl rollout status deployment api --timeout 40s
