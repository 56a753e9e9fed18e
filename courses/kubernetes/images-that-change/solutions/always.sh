kubectl run fresh --image=localhost:5001/hello:3.0 --image-pull-policy=Always
kubectl wait --for=condition=Ready pod/fresh --timeout=50s
