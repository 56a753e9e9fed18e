kind load docker-image localhost:5001/hello:3.0 --name lab
kubectl run fresh --image=localhost:5001/hello:3.0
kubectl wait --for=condition=Ready pod/fresh --timeout=40s
