cd
sed -i '/# (4)/a annotations: {page: (.metadata.generation | tostring)},' children.jq
