cd
sed -i 's/# (4).*/- {apiGroups: ["", apps, lab.example], resources: [configmaps, deployments, websites\/status], verbs: [get, create, patch, delete]}/' role.yaml
kubectl apply -f role.yaml
