kubectl delete $(kubectl get pods -l app=api -o name | head -n 1)
kubectl rollout status deployment api --timeout 30s
# platform: undo
