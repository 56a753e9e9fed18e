# platform: answer uid kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.uid}'
kubectl scale deployment web --replicas 2
kubectl delete pod "$(kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}')" --ignore-not-found
kubectl rollout status deployment web --timeout 40s
# platform: undo
kubectl scale deployment web --replicas 3
kubectl rollout status deployment web --timeout 40s
while [ "$(kubectl get pods -l app=web -o name | wc -l)" -ne 3 ]; do sleep 0.3; done
