kind load docker-image hello:1.0 --name lab
kubectl run before --image=hello:1.0
kubectl wait --for=condition=Ready pod/before --timeout=40s
# platform: answer reason echo ErrImagePull
# platform: undo
kubectl delete pod before --now
docker exec lab-control-plane crictl rmi hello:1.0
