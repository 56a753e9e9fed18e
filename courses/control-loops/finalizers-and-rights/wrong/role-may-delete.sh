cd
sed -i.begun 's/# (4).*/- {apiGroups: ["", apps, lab.example], resources: [configmaps, deployments, websites\/status], verbs: [get, create, patch, delete]}/' role.yaml
kubectl apply -f role.yaml
# platform: undo
cd
mv role.yaml.begun role.yaml
kubectl delete clusterrolebinding op
