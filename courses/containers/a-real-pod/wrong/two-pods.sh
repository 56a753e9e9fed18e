kubectl apply -f ~/foo.yaml
kubectl run sidecar --image box:1 --command -- sleep 1d
kubectl wait pod/foo pod/sidecar --for condition=Ready --timeout 40s
# platform: undo
kubectl delete pod foo sidecar --now --timeout 30s
