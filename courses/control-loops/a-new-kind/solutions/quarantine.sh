kubectl label pod "$(kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}')" app=quarantine --overwrite
# Another takes its place.
until [ "$(kubectl get pods -l app=web -o name | wc -l)" -eq 3 ]; do sleep 0.3; done
kubectl wait pods -l app=web --for condition=Ready --timeout 60s
