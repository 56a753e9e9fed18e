cd
sed -i.begun 's/# (4).*/- {apiGroups: ["", apps, lab.example], resources: ["*"], verbs: [get, create, patch]}/' role.yaml
kubectl apply -f role.yaml
# platform: undo
cd
mv role.yaml.begun role.yaml
kubectl delete clusterrolebinding op op-may-all op-edits --ignore-not-found
kubectl delete rolebinding op --ignore-not-found
kubectl delete clusterrole op --ignore-not-found
kubectl delete namespace op --timeout 40s
