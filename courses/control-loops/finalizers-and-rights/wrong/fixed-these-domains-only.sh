cd
sed -i.begun 's/# (3).*/enum: [hello.example, old.example]/' crd.yaml
kubectl apply -f crd.yaml
# platform: undo
cd
mv crd.yaml.begun crd.yaml
kubectl apply -f crd.yaml
