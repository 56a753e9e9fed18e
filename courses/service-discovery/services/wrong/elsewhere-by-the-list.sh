# platform: answer name echo api.default
