cd
sed -i.begun 's/# (4).*/- {apiGroups: [lab.example], resources: [websites\/status], verbs: [get, patch]}/' role.yaml
kubectl apply -f role.yaml
kubectl create clusterrolebinding op-edits --clusterrole edit --serviceaccount op:op
# platform: undo
cd
mv role.yaml.begun role.yaml
kubectl delete clusterrolebinding op op-edits
