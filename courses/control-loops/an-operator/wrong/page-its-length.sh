cd
# A new page that is as long as the old one changes nothing here.
sed -i.begun '/# (4)/a annotations: {page: (.spec.html | length | tostring)},' children.jq
# platform: undo
cd
mv children.jq.begun children.jq
while [ -n "$(kubectl get deployment hello -o jsonpath='{.spec.template.metadata.annotations.page}')" ]; do sleep 0.5; done
kubectl rollout status deployment hello --timeout 30s
