# In a namespace where nobody but op may write: is a Website made true?
work=$(mktemp -d) || not_yet "There is no room left in /tmp, not even for a small file."
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM
timeout 5 docker version >/dev/null 2>&1 ||
  not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
timeout 5 kind get kubeconfig --name lab >"$work/config" 2>/dev/null ||
  not_yet "The cluster lab is gone, or its node does not run. If docker start lab-control-plane does not bring it back, press Reset."
api() { timeout 8 kubectl --kubeconfig "$work/config" --cache-dir "$work/cache" --request-timeout 6s "$@" 2>/dev/null; }
[ "$(api get --raw /readyz)" = ok ] ||
  not_yet "The API server of cluster lab does not answer. Wait a few seconds; if it stays so, press Reset."
api get crd websites.lab.example -o name >/dev/null || not_yet "The kind Website is gone. Bring it back: kubectl apply -f ~/crd.yaml"
# within SECONDS COMMAND...: does the command become true in this time?
within() {
  until=$(($(date +%s) + $1))
  shift
  until "$@"; do
    [ "$(date +%s)" -lt "$until" ] || return 1
    sleep 0.5
  done
}
# hello is there from the beginning, so a look at it spares the probe as long as no operator runs.
cared_for() { [ -z "$(api get website hello -n default -o name)" ] || [ -n "$(api get deployment hello -n default -o name)" ]; }
within 6 cared_for || not_yet "The Website hello has no Deployment hello. Does ~/operator.sh run, in the form that you have now?"

probe=probe-$(od -An -N4 -tx4 /dev/urandom | tr -d ' ')
sites=/srv/sites
# A loop may be in the midst of a pass, so what it made last is waited for.
clear_away() {
  trap '' EXIT INT TERM
  api delete validatingadmissionpolicybinding,validatingadmissionpolicy "$probe" --ignore-not-found >/dev/null
  umount "$sites/two.$probe.example.html" 2>/dev/null
  api delete websites --all -n "$probe" --wait=false >/dev/null
  for name in one two; do api patch website "$name" -n "$probe" --type=merge -p '{"metadata": {"finalizers": []}}' >/dev/null; done
  api delete namespace "$probe" --wait=false >/dev/null
  rm -rf "$work"
  quiet=0
  until [ "$quiet" -ge 8 ] || [ "$(date +%s)" -ge "$latest" ]; do
    set -- "$sites"/*"$probe.example.html"
    if [ -e "$1" ]; then rm -f "$@"; quiet=0; else quiet=$((quiet + 1)); fi
    sleep 0.5
  done
}
latest=$(($(date +%s) + 57))
trap clear_away EXIT
[ -d "$sites" ] || not_yet "The folder $sites is gone. Make it again: sudo mkdir $sites; sudo chown $STUDENT_USER: $sites"
api create namespace "$probe" >/dev/null || not_yet "No namespace can be made in cluster lab. The check looks again soon."
# website NAME DOMAIN [FINALIZER]
website() {
  jq -n --arg name "$1" --arg domain "$2" --arg word "${3:-}" '{apiVersion: "lab.example/v1", kind: "Website",
    metadata: {name: $name, finalizers: (if $word == "" then [] else [$word] end)}, spec: {domain: $domain, html: "probe"}}' |
    api create -n "$probe" -f - >/dev/null || not_yet "The API refuses a Website with the domain $2."
}
look() { api get websites,deployments,configmaps -n "$probe" -o json >"$work/objects"; }
# the KIND NAME FILTER: what the filter finds in it, as of the last look; nothing when it is not there.
the() {
  jq -r --arg kind "$1" --arg name "$2" '.items[] | select(.kind == $kind and .metadata.name == $name)
    | '"$3"' // empty' "$work/objects" 2>/dev/null
}
# The words of Website $1 that an operator has put in, a word a line.
words() { the Website "$1" '(.metadata.finalizers[]? | select(. != "probe.example/hold"))'; }
api create quota none -n "$probe" --hard pods=0 >/dev/null
# In the namespace of the probe, the API refuses what the policy of this file describes.
forbid() {
  jq -n --arg name "$probe" --slurpfile spec /dev/stdin '
    {apiVersion: "v1", kind: "List", items: [
      {apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingAdmissionPolicy", metadata: {name: $name}, spec: $spec[0]},
      {apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingAdmissionPolicyBinding", metadata: {name: $name},
       spec: {policyName: $name, validationActions: ["Deny"],
              matchResources: {namespaceSelector: {matchLabels: {"kubernetes.io/metadata.name": $name}}}}}]}' |
    api create -f - >/dev/null || cannot_check "No policy can be made for the namespace of the probe."
}
# denied OBJECT: does it answer so, and not only fail? What is offered is not kept.
denied() {
  printf %s "$1" | timeout 8 kubectl --kubeconfig "$work/config" --cache-dir "$work/cache" --request-timeout 6s \
    create -n "$probe" --dry-run=server --validate=false -f - 2>&1 | grep -q "ValidatingAdmissionPolicy '$probe'"
}
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
within 10 denied '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}}' ||
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
