# platform: answer name echo api.shop.svc.cluster.local
# platform: undo
