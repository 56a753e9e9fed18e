cd
sed -i.begun '/# (4)/a annotations: {page: (now | tostring)},' children.jq
# platform: undo
cd
mv children.jq.begun children.jq
while [ -n "$(kubectl get deployment hello -o jsonpath='{.spec.template.metadata.annotations.page}')" ]; do sleep 0.5; done
kubectl rollout status deployment hello --timeout 30s
