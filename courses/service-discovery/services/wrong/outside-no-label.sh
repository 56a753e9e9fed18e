address=$(docker inspect -f '{{.NetworkSettings.Networks.kind.IPAddress}}' legacy)
sed -e '/(1)/d' -e 's/^# (2).*/ports: [{name: http, port: 9000}]/' -e "s/^# (3).*/endpoints: [{addresses: [$address]}]/" ~/legacy.yaml | kubectl apply -f -
# platform: undo
kubectl delete service legacy
kubectl delete endpointslice legacy-by-hand
