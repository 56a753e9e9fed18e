echo "$VAR_FOURTH" > ~/hello/index.html
docker build -t hello:2.0 ~/hello
docker save hello:2.0 | docker exec -i lab-control-plane ctr --namespace k8s.io images import -
kubectl run by-hand --image=hello:2.0 --overrides='{"spec": {"nodeName": "lab-control-plane"}}'
kubectl wait --for=condition=Ready pod/by-hand --timeout=40s
# platform: undo
kubectl delete pod by-hand --now --timeout=40s
docker exec lab-control-plane crictl rmi hello:2.0
docker image rm hello:2.0
echo "$VAR_THIRD" > ~/hello/index.html
