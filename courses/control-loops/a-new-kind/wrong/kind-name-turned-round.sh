cd
sed -i.begun -e 's/name: TODO/name: lab.example.websites/' \
  -e 's/# (2).*/html: {type: string}\n                replicas: {type: integer}/' crd.yaml
kubectl apply -f crd.yaml
# platform: undo
cd
mv crd.yaml.begun crd.yaml
