cd
sed -i -e '/^ *type: integer$/a\                  maximum: 5' -e 's/# (3).*/required: [html]/' crd.yaml
kubectl apply -f crd.yaml
