kubectl run before --image=hello:1.0
until kubectl get pod before | grep Pull; do sleep 1; done
# platform: answer reason kubectl get pod before -o jsonpath='{.status.phase}'
# platform: undo
kubectl delete pod before --now
