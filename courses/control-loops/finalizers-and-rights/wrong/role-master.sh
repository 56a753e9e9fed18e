cd
kubectl apply -f role.yaml
kubectl create clusterrolebinding op-may-all --clusterrole cluster-admin --serviceaccount op:op
# platform: undo
kubectl delete clusterrolebinding op op-may-all op-edits --ignore-not-found
kubectl delete rolebinding op --ignore-not-found
kubectl delete clusterrole op --ignore-not-found
kubectl delete namespace op --timeout 40s
