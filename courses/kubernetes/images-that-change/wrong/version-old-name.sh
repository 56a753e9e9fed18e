echo "$VAR_THIRD" > ~/hello/index.html
docker build -t hello:1.0 -t hello:1.1 ~/hello
kind load docker-image hello:1.0 hello:1.1 --name lab
kubectl rollout restart daemonset/site
kubectl rollout status daemonset/site --timeout=40s
# platform: undo
echo "$VAR_SECOND" > ~/hello/index.html
docker build -t hello:1.0 ~/hello
kind load docker-image hello:1.0 --name lab
kubectl rollout undo daemonset/site
kubectl rollout status daemonset/site --timeout=40s
for node in $(kind get nodes --name lab); do docker exec $node crictl rmi hello:1.1; done
docker image rm hello:1.1
