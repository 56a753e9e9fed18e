echo "$VAR_SECOND" > ~/hello/index.html
docker build -t hello:1.0 ~/hello
kind load docker-image hello:1.0 --name lab
kubectl rollout restart daemonset/site
kubectl rollout status daemonset/site --timeout=50s
