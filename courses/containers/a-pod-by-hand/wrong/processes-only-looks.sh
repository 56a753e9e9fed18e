docker exec sidecar ps
# platform: undo
