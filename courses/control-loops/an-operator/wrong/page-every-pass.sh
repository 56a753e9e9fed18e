cd
sed -i '/# (4)/a annotations: {page: (now | tostring)},' children.jq
