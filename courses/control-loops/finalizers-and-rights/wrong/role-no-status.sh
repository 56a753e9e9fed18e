cd
sed -i.begun 's/# (4).*/- {apiGroups: ["", apps], resources: [configmaps, deployments], verbs: [get, create, patch]}/' role.yaml
kubectl apply -f role.yaml
# platform: undo
cd
mv role.yaml.begun role.yaml
kubectl delete clusterrolebinding op
