cd
sed -i 's/# (3).*/x-kubernetes-validations: [{rule: self == oldSelf}]/' crd.yaml
