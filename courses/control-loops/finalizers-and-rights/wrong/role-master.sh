cd
kubectl apply -f role.yaml
kubectl create clusterrolebinding op-may-all --clusterrole cluster-admin --serviceaccount op:op
# platform: undo
kubectl delete clusterrolebinding op op-may-all
