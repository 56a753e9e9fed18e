cd
sed -i.begun -e 's/name: TODO/name: websites.lab.example/' -e 's/scope: .*/scope: Cluster/' \
  -e 's/# (2).*/html: {type: string}\n                replicas: {type: integer}/' crd.yaml
kubectl apply -f crd.yaml
kubectl wait crd websites.lab.example --for condition=Established --timeout 20s
# platform: undo
cd
mv crd.yaml.begun crd.yaml
kubectl delete crd websites.lab.example
