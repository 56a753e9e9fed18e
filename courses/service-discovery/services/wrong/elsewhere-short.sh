# platform: answer name echo api
# platform: undo
