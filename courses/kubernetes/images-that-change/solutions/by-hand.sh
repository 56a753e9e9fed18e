echo "$VAR_FOURTH" > ~/hello/index.html
docker build -t hello:2.0 ~/hello
docker save hello:2.0 | docker exec -i lab-worker ctr --namespace k8s.io images import -
kubectl run by-hand --image=hello:2.0
kubectl wait --for=condition=Ready pod/by-hand --timeout=50s
