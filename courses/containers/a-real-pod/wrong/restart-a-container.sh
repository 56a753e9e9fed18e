docker exec lab-control-plane crictl stop -t 0 $(docker exec lab-control-plane crictl ps -q --name '^app$')
kubectl wait pod/foo --for jsonpath='{.status.containerStatuses[0].restartCount}'=1 --timeout 30s
kubectl wait pod/foo --for condition=Ready --timeout 30s
# platform: undo
kubectl replace --force -f ~/foo.yaml
kubectl wait pod/foo --for condition=Ready --timeout 40s
