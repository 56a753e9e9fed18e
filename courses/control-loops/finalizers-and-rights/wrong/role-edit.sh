cd
sed -i 's/# (4).*/- {apiGroups: [lab.example], resources: [websites\/status], verbs: [get, patch]}/' role.yaml
kubectl apply -f role.yaml
kubectl create clusterrolebinding op-edits --clusterrole edit --serviceaccount op:op
