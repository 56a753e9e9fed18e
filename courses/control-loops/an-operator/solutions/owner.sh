cd
cat > part <<'END'
    ownerReferences: [{apiVersion, kind, name: .metadata.name, uid: .metadata.uid, controller: true}],
END
sed -i '/# (3)/r part' children.jq
rm part
