pod=$(kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}')
kubectl label pod "$pod" app=quarantine --overwrite
kubectl delete pod "$pod"
kubectl rollout status deployment web --timeout 40s
# platform: undo
