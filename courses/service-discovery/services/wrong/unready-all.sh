for pod in $(kubectl get pods -l app=api -o name); do
  kubectl exec "$pod" -- rm /srv/ready
  kubectl wait "$pod" --for condition=Ready=false --timeout 20s
done
# platform: undo
for pod in $(kubectl get pods -l app=api -o name); do kubectl exec "$pod" -- touch /srv/ready; done
kubectl wait pods -l app=api --for condition=Ready --timeout 40s
