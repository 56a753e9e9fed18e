# platform: answer name echo api.default
# platform: undo
