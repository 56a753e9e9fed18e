kubectl exec foo -c sidecar -- ps
