cd
sed -i 's/# (4).*/- {apiGroups: ["", apps], resources: [configmaps, deployments], verbs: [get, create, patch]}/' role.yaml
kubectl apply -f role.yaml
