docker tag hello:1.0 hello
kind load docker-image hello:latest --name lab
kubectl run trap --image=hello
until kubectl get pod trap | grep Pull; do sleep 1; done
# platform: answer policy kubectl get pod trap -o jsonpath='{.spec.containers[0].imagePullPolicy}'
