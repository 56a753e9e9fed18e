cd
sed -i.begun '/# (3)/a annotations: {owner: .metadata.uid},' children.jq
# platform: undo
cd
mv children.jq.begun children.jq
while [ -n "$(kubectl get deployment hello -o jsonpath='{.metadata.annotations.owner}')" ]; do sleep 0.5; done
