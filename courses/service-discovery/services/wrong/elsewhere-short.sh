# platform: answer name echo api
