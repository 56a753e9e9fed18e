cd
sed -i.begun -e '/^ *type: integer$/a\                  minimum: 2\n                  maximum: 5' -e 's/# (3).*/required: [html]/' crd.yaml
kubectl apply -f crd.yaml
# platform: undo
cd
mv crd.yaml.begun crd.yaml
kubectl apply -f crd.yaml
