kubectl run trap-fixed --image=hello:latest
until kubectl get pod trap-fixed | grep Pull; do sleep 1; done
# platform: undo
kubectl delete pod trap-fixed --now
