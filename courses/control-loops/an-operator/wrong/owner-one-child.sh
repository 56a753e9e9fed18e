cd
# The Website owns the Deployment, and the ConfigMap stays.
sed -i.begun '/kind: "Deployment",/{n;s/metadata: $metadata/metadata: ($metadata + {ownerReferences: [{apiVersion, kind, name: .metadata.name, uid: .metadata.uid, controller: true}]})/}' children.jq
# platform: undo
cd
mv children.jq.begun children.jq
