cd
sed -i.begun -e '/pattern:/d' -e 's/# (3).*/x-kubernetes-validations: [{rule: self == oldSelf}]/' crd.yaml
kubectl apply -f crd.yaml
# platform: undo
cd
mv crd.yaml.begun crd.yaml
kubectl apply -f crd.yaml
