kubectl scale deployment api --replicas 2
until [ "$(kubectl get pods -l app=api -o name | wc -l)" -eq 2 ]; do sleep 0.5; done
# platform: undo
kubectl scale deployment api --replicas 3
kubectl rollout status deployment api --timeout 40s
