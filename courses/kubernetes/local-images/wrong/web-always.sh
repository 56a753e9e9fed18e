kubectl run web --image=hello:1.0 --image-pull-policy=Always
until kubectl get pod web | grep Pull; do sleep 1; done
# platform: undo
kubectl delete pod web --now
