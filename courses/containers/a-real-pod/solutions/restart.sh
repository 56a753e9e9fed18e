old=$(docker exec lab-control-plane crictl pods -q --state ready --name '^foo$')
docker exec lab-control-plane crictl stopp "$old"
until docker exec lab-control-plane crictl pods -q --state ready --name '^foo$' | grep -v "$old"; do sleep 0.5; done
kubectl wait pod/foo --for jsonpath='{.status.containerStatuses[0].restartCount}'=1 --timeout 30s
kubectl wait pod/foo --for condition=Ready --timeout 30s
