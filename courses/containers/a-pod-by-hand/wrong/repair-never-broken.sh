docker restart -t 1 app sidecar
# platform: undo
