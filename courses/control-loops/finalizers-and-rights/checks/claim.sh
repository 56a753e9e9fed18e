# Forbids finalizers for a while: is there a file without one?
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

claimed_at_all() { [ -z "$(api get website hello -n default -o name)" ] || [ -n "$(api get website hello -n default -o jsonpath='{.metadata.finalizers}')" ]; }
within 6 claimed_at_all || not_yet "The Website hello has no finalizer. Does ~/operator.sh run, in the form that you have now?"

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
    {"apiGroups": ["lab.example"], "apiVersions": ["*"], "operations": ["CREATE", "UPDATE"], "resources": ["websites"]}
  ]},
  "validations": [{"expression": "!has(object.metadata.finalizers) || object.metadata.finalizers.size() == 0"}]
}
END
within 10 denied '{"apiVersion": "lab.example/v1", "kind": "Website", "metadata": {"name": "x", "finalizers": ["probe.example/hold"]}, "spec": {"domain": "x.example", "html": "x"}}' ||
  cannot_check "A policy that forbids finalizers did not come into force."
file=$sites/$probe.example.html
website one "$probe.example"
until=$(($(date +%s) + 7))
while [ "$(date +%s)" -lt "$until" ]; do
  [ ! -e "$file" ] || not_yet "The API refused to put a finalizer into a Website, and its file $file was made all the same. Nobody would remove it if the Website were deleted now."
  sleep 0.3
done
api delete validatingadmissionpolicybinding,validatingadmissionpolicy "$probe" >/dev/null
done_well() { look && [ -n "$(words one)" ] && [ -e "$file" ]; }
if ! within 15 done_well; then
  [ -n "$(words one)" ] || not_yet "A Website was made in the namespace $probe, and 15 seconds later it has no finalizer."
  not_yet "A Website was made in the namespace $probe and has a finalizer, and 15 seconds later there was no file $file."
fi
words one | grep -q / || not_yet "The finalizer of a Website is \"$(words one | head -n 1)\". It should be a word with a slash: \$mine."
[ "$(cat "$file")" = probe ] || not_yet "The file $file holds \"$(head -c 60 "$file" | head -n 1)\", and should hold the page of its Website."
