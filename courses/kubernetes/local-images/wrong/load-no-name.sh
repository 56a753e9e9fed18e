kind load docker-image hello:1.0
# platform: undo
