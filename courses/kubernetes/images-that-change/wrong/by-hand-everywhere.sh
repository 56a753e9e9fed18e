echo "$VAR_FOURTH" > ~/hello/index.html
docker build -t hello:2.0 ~/hello
kind load docker-image hello:2.0 --name lab
kubectl run by-hand --image=hello:2.0
kubectl wait --for=condition=Ready pod/by-hand --timeout=40s
