cd
# A Website has a spec, that is all.
sed -i.begun '/^ *type: integer$/a\                  minimum: 1\n                  maximum: 5' crd.yaml
kubectl apply -f crd.yaml
# platform: undo
cd
mv crd.yaml.begun crd.yaml
kubectl apply -f crd.yaml
