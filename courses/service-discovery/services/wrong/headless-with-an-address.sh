kubectl expose deployment api --name api-h --port 8080
until kubectl exec client -- nslookup -type=a api-h.default.svc.cluster.local | grep Name; do sleep 0.5; done
# platform: undo
kubectl delete service api-h
kubectl wait endpointslice -l kubernetes.io/service-name=api-h --for delete --timeout 30s
until ! kubectl exec client -- nslookup -type=a api-h.default.svc.cluster.local | grep Name; do sleep 0.5; done
