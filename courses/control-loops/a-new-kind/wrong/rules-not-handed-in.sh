cd
sed -i -e '/^ *type: integer$/a\                  minimum: 1\n                  maximum: 5' -e 's/# (3).*/required: [html]/' crd.yaml
