cd
sed -i 's/name: TODO/name: websites.lab.example/' crd.yaml
kubectl apply -f crd.yaml
kubectl wait crd websites.lab.example --for condition=Established --timeout 20s
