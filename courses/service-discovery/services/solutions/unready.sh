pod=$(kubectl get pods -l app=api -o name | head -n 1)
kubectl exec "$pod" -- rm /srv/ready
kubectl wait "$pod" --for condition=Ready=false --timeout 20s
