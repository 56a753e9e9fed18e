echo "$VAR_SECOND" > ~/hello/index.html
docker build -t hello:1.0 ~/hello
kind load docker-image hello:1.0 --name lab --nodes lab-worker
kubectl rollout restart daemonset/site
kubectl rollout status daemonset/site --timeout=40s
# platform: undo
echo "$VAR_FIRST" > ~/hello/index.html
docker build -t hello:1.0 ~/hello
kind load docker-image hello:1.0 --name lab
kubectl delete pods -l app=site --now
kubectl rollout status daemonset/site --timeout=40s
