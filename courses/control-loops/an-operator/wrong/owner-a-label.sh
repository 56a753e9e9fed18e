cd
sed -i '/# (3)/a annotations: {owner: .metadata.uid},' children.jq
