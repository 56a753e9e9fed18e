cd
cat > part <<'END'
              annotations: {page: .spec.html},
END
sed -i '/# (4)/r part' children.jq
rm part
