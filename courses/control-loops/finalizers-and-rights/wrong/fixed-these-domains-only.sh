cd
sed -i 's/# (3).*/enum: [hello.example, old.example]/' crd.yaml
kubectl apply -f crd.yaml
