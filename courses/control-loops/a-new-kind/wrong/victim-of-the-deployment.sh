# platform: answer uid kubectl get deployment web -o jsonpath='{.metadata.uid}'
kubectl delete pod "$(kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}')"
kubectl rollout status deployment web --timeout 40s
# platform: undo
