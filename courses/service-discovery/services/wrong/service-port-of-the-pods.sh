kubectl expose deployment api --port 80
# platform: undo
kubectl delete service api
