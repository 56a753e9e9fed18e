cd
sed -i.begun 's/^              required: \[domain, html\]/&\n              x-kubernetes-validations: [{rule: self == oldSelf}]/' crd.yaml
kubectl apply -f crd.yaml
# platform: undo
cd
mv crd.yaml.begun crd.yaml
kubectl apply -f crd.yaml
