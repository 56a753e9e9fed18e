# Two are left in the group.
kubectl scale deployment web --replicas 2
kubectl rollout status deployment web --timeout 40s
kubectl label pod "$(kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}')" app=quarantine --overwrite
kubectl rollout status deployment web --timeout 40s
# platform: undo
kubectl delete pods -l app=quarantine --now
kubectl scale deployment web --replicas 3
kubectl rollout status deployment web --timeout 40s
while [ "$(kubectl get pods -l app=web -o name | wc -l)" -ne 3 ]; do sleep 0.3; done
