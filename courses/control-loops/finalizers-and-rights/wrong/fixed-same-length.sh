cd
sed -i 's/# (3).*/x-kubernetes-validations: [{rule: self.size() == oldSelf.size()}]/' crd.yaml
kubectl apply -f crd.yaml
