docker exec lab-control-plane crictl --timeout 30s stopp $(docker exec lab-control-plane crictl pods -q --state ready --name '^foo$')
until kubectl get pod foo -o jsonpath='{.status.containerStatuses[*].restartCount}' | grep -qx '[1-9] [1-9]'; do sleep 0.5; done
kubectl wait pod/foo --for condition=Ready --timeout 30s
