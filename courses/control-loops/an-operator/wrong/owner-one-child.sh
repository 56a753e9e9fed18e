cd
# The Website owns the Deployment, and the ConfigMap stays.
sed -i '/kind: "Deployment",/{n;s/metadata: $metadata/metadata: ($metadata + {ownerReferences: [{apiVersion, kind, name: .metadata.name, uid: .metadata.uid, controller: true}]})/}' children.jq
