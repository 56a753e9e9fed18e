cd
sed -i -e '/^ *type: integer$/a\                  minimum: 2\n                  maximum: 5' -e 's/# (3).*/required: [html]/' crd.yaml
kubectl apply -f crd.yaml
