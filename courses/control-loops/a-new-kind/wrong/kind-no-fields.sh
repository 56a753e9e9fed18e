cd
sed -i.begun 's/name: TODO/name: websites.lab.example/' crd.yaml
kubectl apply -f crd.yaml
kubectl wait crd websites.lab.example --for condition=Established --timeout 20s
# platform: undo
cd
mv crd.yaml.begun crd.yaml
kubectl delete crd websites.lab.example
