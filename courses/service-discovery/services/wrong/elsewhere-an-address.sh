# platform: answer name kubectl get service api -o jsonpath='{.spec.clusterIP}'
# platform: undo
