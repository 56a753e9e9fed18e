kind load docker-image web:1 --name lab
kubectl run web --image=web:1
kubectl wait --for=condition=Ready pod/web --timeout=40s
kubectl exec web -- sh -c "echo $VAR_WORD > /var/www/html/index.html"
# platform: undo
kubectl delete pod web --now
docker exec lab-control-plane crictl rmi web:1
