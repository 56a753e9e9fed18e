# platform: answer uid kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.uid}'
kubectl delete pod "$(kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}')"
until [ "$(kubectl get pods -l app=web -o name | wc -l)" -eq 3 ]; do sleep 0.3; done
kubectl wait pods -l app=web --for condition=Ready --timeout 60s
kubectl rollout status deployment web --timeout 60s
