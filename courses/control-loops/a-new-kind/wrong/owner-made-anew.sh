# The answers were right, until both were replaced by new ones of the same name.
# platform: answer first kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.ownerReferences[0].uid}'
# platform: answer second kubectl get deployment web -o jsonpath='{.metadata.uid}'
cd
kubectl get deployment web -o json | jq 'del(.status, .metadata.uid, .metadata.resourceVersion)' > web.json
kubectl delete deployment web --cascade=foreground
kubectl create -f web.json
kubectl rollout status deployment web --timeout 40s
# platform: undo
cd
rm web.json
