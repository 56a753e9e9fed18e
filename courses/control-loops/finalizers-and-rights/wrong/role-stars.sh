cd
sed -i 's/# (4).*/- {apiGroups: ["", apps, lab.example], resources: ["*"], verbs: [get, create, patch]}/' role.yaml
kubectl apply -f role.yaml
