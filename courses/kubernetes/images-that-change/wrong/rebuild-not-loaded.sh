echo "$VAR_SECOND" > ~/hello/index.html
docker build -t hello:1.0 ~/hello
kubectl rollout restart daemonset/site
kubectl rollout status daemonset/site --timeout=40s
# platform: undo
# The nodes and the pods have the first page still.
echo "$VAR_FIRST" > ~/hello/index.html
docker build -t hello:1.0 ~/hello
