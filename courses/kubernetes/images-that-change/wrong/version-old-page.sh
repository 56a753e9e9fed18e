docker tag hello:1.0 hello:1.1
kind load docker-image hello:1.1 --name lab
kubectl set image daemonset/site web=hello:1.1
kubectl rollout status daemonset/site --timeout=40s
# platform: undo
kubectl rollout undo daemonset/site
kubectl rollout status daemonset/site --timeout=45s
for node in $(kind get nodes --name lab); do
  # crictl would remove hello:1.0 as well, which is the same image.
  docker exec $node ctr --namespace k8s.io images rm docker.io/library/hello:1.1
  while docker exec $node crictl images | grep 'library/hello  *1.1'; do sleep 0.2; done
done
docker image rm hello:1.1
