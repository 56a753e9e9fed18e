docker tag hello:1.0 hello
kind load docker-image hello:latest --name lab
kubectl run trap --image=hello --image-pull-policy=IfNotPresent
kubectl wait --for=condition=Ready pod/trap --timeout=40s
# platform: answer policy echo IfNotPresent
