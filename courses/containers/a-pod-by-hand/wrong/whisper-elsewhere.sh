for name in app sidecar; do docker exec $name sh -c 'echo psst > /note'; done
