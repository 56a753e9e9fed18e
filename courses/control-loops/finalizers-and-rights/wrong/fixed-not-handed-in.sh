cd
sed -i.begun 's/# (3).*/x-kubernetes-validations: [{rule: self == oldSelf}]/' crd.yaml
# platform: undo
cd
mv crd.yaml.begun crd.yaml
kubectl apply -f crd.yaml
