kubectl exec foo -c sidecar -- ps
# platform: undo
