kubectl expose deployment api --name late --port 80 --target-port 8080
kubectl run new --image box:1 --command -- sleep 10d
kubectl wait pod/new --for condition=Ready --timeout 30s
