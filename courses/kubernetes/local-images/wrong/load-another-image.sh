docker tag web:1 hello:1.0
kind load docker-image hello:1.0 --name lab
# platform: undo
kubectl delete pod before --now
docker exec lab-control-plane crictl rmi hello:1.0
docker build -t hello:1.0 ~/hello
kubectl run before --image=hello:1.0
until kubectl get pod before | grep Pull; do sleep 1; done
