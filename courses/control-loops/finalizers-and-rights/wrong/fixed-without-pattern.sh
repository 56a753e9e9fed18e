cd
sed -i -e '/pattern:/d' -e 's/# (3).*/x-kubernetes-validations: [{rule: self == oldSelf}]/' crd.yaml
kubectl apply -f crd.yaml
