kubectl apply -f ~/hello.yaml
kubectl patch website hello --subresource=status --type=merge -p '{"status": {"readyReplicas": 0, "observedGeneration": 1}}'
# platform: undo
kubectl delete website hello
