# platform: answer first kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.ownerReferences[0].uid}'
# platform: answer second kubectl get replicasets -l app=web -o jsonpath='{.items[0].metadata.ownerReferences[0].uid}'
