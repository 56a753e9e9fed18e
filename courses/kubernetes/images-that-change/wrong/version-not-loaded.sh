echo "$VAR_THIRD" > ~/hello/index.html
docker build -t hello:1.1 ~/hello
kubectl set image daemonset/site web=hello:1.1
until kubectl get pods | grep Pull; do sleep 1; done
# platform: undo
kubectl rollout undo daemonset/site
kubectl rollout status daemonset/site --timeout=45s
docker image rm hello:1.1
echo "$VAR_SECOND" > ~/hello/index.html
