# In a namespace where nobody but op may write: is a Website made true?
begin_namespace
forbid <<'END'
{
  "matchConstraints": {"resourceRules": [
    {"apiGroups": [""], "apiVersions": ["*"], "operations": ["CREATE"], "resources": ["configmaps"]},
    {"apiGroups": ["apps"], "apiVersions": ["*"], "operations": ["CREATE"], "resources": ["deployments"]},
    {"apiGroups": ["lab.example"], "apiVersions": ["*"], "operations": ["UPDATE"], "resources": ["websites", "websites/status"]}
  ]},
  "matchConditions": [{"name": "not-the-clusters-own", "expression": "!has(object.metadata.name) || object.metadata.name != 'kube-root-ca.crt'"}],
  "validations": [{"expression": "request.userInfo.username == 'system:serviceaccount:op:op'"}]
}
END
within 20 denied '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}}' ||
  cannot_check "A policy that forbids all but op to write did not come into force."
file=$sites/$probe.example.html
website one "$probe.example"
missing() {
  look || { echo "anything"; return; }
  [ -n "$(words one)" ] || { echo "its finalizer"; return; }
  [ -e "$file" ] || { echo "its file"; return; }
  for kind in ConfigMap Deployment; do [ -n "$(the $kind one .metadata.uid)" ] || { echo "its $kind"; return; }; done
  [ "$(the Website one .status.observedGeneration)" = 1 ] || { echo "its status"; return; }
}
complete() { [ -z "$(missing)" ]; }
within 18 complete || not_yet "In the namespace $probe only op may write. A Website was made there, and 18 seconds later $(missing) is missing. Does the operator run as op, and may op do all it needs?"
