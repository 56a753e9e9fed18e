kubectl run web --image=hello:1.0
kubectl wait --for=condition=Ready pod/web --timeout=50s
