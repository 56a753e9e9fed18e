echo "$VAR_THIRD" > ~/hello/index.html
docker build -t hello:1.1 ~/hello
kind load docker-image hello:1.1 --name lab
kubectl set image daemonset/site web=hello:1.1
kubectl rollout status daemonset/site --timeout=50s
