docker tag hello:1.0 hello
kind load docker-image hello:latest --name lab
kubectl run trap --image=hello
until kubectl get pod trap | grep Pull; do sleep 1; done
# platform: answer policy echo IfNotPresent
# platform: undo
kubectl delete pod trap --now
# crictl would remove hello:1.0 as well, which is the same image.
docker exec lab-control-plane ctr --namespace k8s.io images rm docker.io/library/hello:latest
while docker exec lab-control-plane crictl images | grep 'library/hello  *latest'; do sleep 0.2; done
docker image rm hello:latest
