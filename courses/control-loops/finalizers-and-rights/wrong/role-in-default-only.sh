cd
sed -i.begun 's/# (4).*/- {apiGroups: ["", apps, lab.example], resources: [configmaps, deployments, websites\/status], verbs: [get, create, patch]}/' role.yaml
sed -i 's/^kind: ClusterRoleBinding$/kind: RoleBinding/' role.yaml
kubectl apply -f role.yaml
# platform: undo
cd
mv role.yaml.begun role.yaml
kubectl delete rolebinding op
