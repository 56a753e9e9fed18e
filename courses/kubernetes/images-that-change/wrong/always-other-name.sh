kubectl run fresh --image=kind-registry:5000/hello:3.0 --image-pull-policy=Always
until kubectl get pod fresh | grep Pull; do sleep 1; done
# platform: undo
kubectl delete pod fresh --now
