kubectl run before --image=hello:1.0 --image-pull-policy=Never
until kubectl get pod before | grep Err; do sleep 1; done
# platform: answer reason kubectl get pod before -o jsonpath='{.status.containerStatuses[0].state.waiting.reason}'
# platform: undo
kubectl delete pod before --now
