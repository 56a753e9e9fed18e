cd
sed -i.begun '/# (4)/a annotations: {page: (.metadata.generation | tostring)},' children.jq
# platform: undo
cd
mv children.jq.begun children.jq
