address=$(docker inspect -f '{{.NetworkSettings.Networks.kind.IPAddress}}' legacy)
sed -e 's/# (1).*/labels: {kubernetes.io\/service-name: legacy}/' -e 's/^# (2).*/ports: [{name: http, port: 80}]/' -e "s/^# (3).*/endpoints: [{addresses: [$address]}]/" ~/legacy.yaml | kubectl apply -f -
# platform: undo
kubectl delete service legacy
kubectl delete endpointslice legacy-by-hand
