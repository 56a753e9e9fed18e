cd
# A Website has a spec, that is all.
sed -i '/^ *type: integer$/a\                  minimum: 1\n                  maximum: 5' crd.yaml
kubectl apply -f crd.yaml
