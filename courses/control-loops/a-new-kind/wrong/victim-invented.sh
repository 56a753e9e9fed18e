# platform: answer uid cat /proc/sys/kernel/random/uuid
kubectl delete pod "$(kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}')"
kubectl rollout status deployment web --timeout 40s
# platform: undo
