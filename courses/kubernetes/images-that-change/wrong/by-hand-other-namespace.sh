echo "$VAR_FOURTH" > ~/hello/index.html
docker build -t hello:2.0 ~/hello
docker save hello:2.0 | docker exec -i lab-worker ctr images import -
kubectl run by-hand --image=hello:2.0
until kubectl get pod by-hand | grep Pull; do sleep 1; done
# platform: undo
kubectl delete pod by-hand --now
docker exec lab-worker ctr images rm docker.io/library/hello:2.0
docker image rm hello:2.0
echo "$VAR_THIRD" > ~/hello/index.html
