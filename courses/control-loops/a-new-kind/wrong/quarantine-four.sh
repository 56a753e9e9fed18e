kubectl scale deployment web --replicas 4
kubectl rollout status deployment web --timeout 40s
# platform: undo
kubectl scale deployment web --replicas 3
kubectl rollout status deployment web --timeout 40s
while [ "$(kubectl get pods -l app=web -o name | wc -l)" -ne 3 ]; do sleep 0.3; done
