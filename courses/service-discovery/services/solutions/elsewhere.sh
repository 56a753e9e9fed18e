# platform: answer name echo api.default.svc.cluster.local
