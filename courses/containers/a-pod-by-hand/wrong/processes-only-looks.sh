docker exec sidecar ps
