kubectl apply -f ~/foo.yaml
kubectl wait pod/foo --for condition=Ready --timeout 40s
# platform: undo
kubectl delete pod foo --now --timeout 30s
