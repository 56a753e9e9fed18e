cd
cat > part <<'END'
                  minimum: 1
                  maximum: 5
END
sed -i -e '/^ *type: integer$/r part' -e 's/# (3).*/required: [html]/' crd.yaml
rm part
kubectl apply -f crd.yaml
