cd
# kubectl reads the status before it patches it.
sed -i.begun 's/# (4).*/- {apiGroups: ["", apps], resources: [configmaps, deployments], verbs: [get, create, patch]}/' role.yaml
sed -i 's/^  - {apiGroups: \["", apps\].*/&\n  - {apiGroups: [lab.example], resources: [websites\/status], verbs: [patch]}/' role.yaml
kubectl apply -f role.yaml
# platform: undo
cd
mv role.yaml.begun role.yaml
kubectl delete clusterrolebinding op
