kind load docker-image localhost:5001/hello:3.0 --name lab
kubectl run fresh --image=localhost:5001/hello:3.0
kubectl wait --for=condition=Ready pod/fresh --timeout=40s
# platform: undo
kubectl delete pod fresh --now
for node in $(kind get nodes --name lab); do docker exec $node crictl rmi localhost:5001/hello:3.0; done
