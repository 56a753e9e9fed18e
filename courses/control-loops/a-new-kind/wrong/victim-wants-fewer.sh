# platform: answer uid kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.uid}'
kubectl scale deployment web --replicas 2
kubectl delete pod "$(kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}')" --ignore-not-found
kubectl rollout status deployment web --timeout 40s
