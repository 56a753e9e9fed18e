echo "$VAR_FIRST" > ~/hello/index.html
docker build -t hello:1.0 ~/hello
kind load docker-image hello:1.0 --name lab
kubectl apply -f ~/site.yaml
kubectl rollout status daemonset/site --timeout=50s
