kubectl label pod "$(kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}')" app=quarantine --overwrite
kubectl rollout status deployment web --timeout 40s
