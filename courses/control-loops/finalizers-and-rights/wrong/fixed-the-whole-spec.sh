cd
sed -i 's/^              required: \[domain, html\]/&\n              x-kubernetes-validations: [{rule: self == oldSelf}]/' crd.yaml
kubectl apply -f crd.yaml
