echo "$VAR_FIRST" > ~/hello/index.html
docker build -t hello:1.0 ~/hello
kind load docker-image hello:1.0 --name lab
grep -v -e tolerations -e operator ~/site.yaml | kubectl apply -f -
kubectl rollout status daemonset/site --timeout=40s
# platform: undo
kubectl delete daemonset site --cascade=foreground
for node in $(kind get nodes --name lab); do docker exec $node crictl rmi hello:1.0; done
docker image rm hello:1.0
rm ~/hello/index.html
