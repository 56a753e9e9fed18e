docker tag hello:1.0 hello
kubectl run trap --image=hello
until kubectl get pod trap | grep Pull; do sleep 1; done
# platform: answer policy echo Always
# platform: undo
kubectl delete pod trap --now
docker image rm hello:latest
