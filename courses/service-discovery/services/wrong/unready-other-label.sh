kubectl label $(kubectl get pods -l app=api -o name | head -n 1) app=sick --overwrite
kubectl rollout status deployment api --timeout 30s
# platform: undo
kubectl delete pods -l app=sick --now --timeout 30s
