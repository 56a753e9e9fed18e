cd
# A new page that is as long as the old one changes nothing here.
sed -i '/# (4)/a annotations: {page: (.spec.html | length | tostring)},' children.jq
