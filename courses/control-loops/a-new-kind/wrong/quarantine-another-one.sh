kubectl run web-quarantine --image box:1 --command -- httpd -f
kubectl wait pod web-quarantine --for condition=Ready --timeout 30s
# platform: undo
kubectl delete pod web-quarantine --now
