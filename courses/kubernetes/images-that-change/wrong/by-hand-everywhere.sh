echo "$VAR_FOURTH" > ~/hello/index.html
docker build -t hello:2.0 ~/hello
kind load docker-image hello:2.0 --name lab
kubectl run by-hand --image=hello:2.0
kubectl wait --for=condition=Ready pod/by-hand --timeout=40s
# platform: undo
kubectl delete pod by-hand --now
for node in $(kind get nodes --name lab); do docker exec $node crictl rmi hello:2.0; done
docker image rm hello:2.0
echo "$VAR_THIRD" > ~/hello/index.html
