kubectl run trap-fixed --image=hello:1.0
kubectl wait --for=condition=Ready pod/trap-fixed --timeout=40s
# platform: undo
kubectl delete pod trap-fixed --now
