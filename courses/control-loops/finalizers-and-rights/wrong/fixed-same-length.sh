cd
sed -i.begun 's/# (3).*/x-kubernetes-validations: [{rule: self.size() == oldSelf.size()}]/' crd.yaml
kubectl apply -f crd.yaml
# platform: undo
cd
mv crd.yaml.begun crd.yaml
kubectl apply -f crd.yaml
