kubectl run lonely --image box:1 --command -- httpd -f
kubectl wait pod lonely --for condition=Ready --timeout 30s
# platform: answer uid kubectl get pod lonely -o jsonpath='{.metadata.uid}'
kubectl delete pod lonely --now
# platform: undo
