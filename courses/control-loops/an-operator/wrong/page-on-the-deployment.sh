cd
# On the Deployment itself, where it changes nothing for the pods.
sed -i '/kind: "Deployment",/{n;s/metadata: $metadata/metadata: ($metadata + {annotations: {page: .spec.html}})/}' children.jq
