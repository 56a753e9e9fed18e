cd
sed -i.begun -e '/^ *type: integer$/a\                  minimum: 1\n                  maximum: 5' -e 's/# (3).*/required: [html, replicas]/' crd.yaml
kubectl apply -f crd.yaml
# platform: undo
cd
mv crd.yaml.begun crd.yaml
kubectl apply -f crd.yaml
