for name in app sidecar; do docker exec $name sh -c 'echo psst > /note'; done
# platform: undo
for name in app sidecar; do docker exec $name rm /note; done
