kubectl apply -f ~/hello.yaml
kubectl patch website hello --type=merge -p '{"spec": {"replicas": 3}}'
generation=$(kubectl get website hello -o jsonpath='{.metadata.generation}')
kubectl patch website hello --subresource=status --type=merge \
  -p '{"status": {"readyReplicas": 0, "observedGeneration": '"$generation"'}}'
