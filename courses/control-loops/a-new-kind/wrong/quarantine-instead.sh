# Two are left in the group.
kubectl scale deployment web --replicas 2
kubectl rollout status deployment web --timeout 40s
kubectl label pod "$(kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}')" app=quarantine --overwrite
kubectl rollout status deployment web --timeout 40s
