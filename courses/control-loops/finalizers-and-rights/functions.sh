# For checks that wish for Websites in a namespace that nobody could know.

sites=/srv/sites
# A loop may be in the midst of a pass, so what it made last is waited for.
end_namespace() {
  trap '' EXIT INT TERM
  api delete validatingadmissionpolicybinding,validatingadmissionpolicy "$probe" --ignore-not-found >/dev/null
  umount "$sites/two.$probe.example.html" 2>/dev/null
  api delete websites --all -n "$probe" --wait=false >/dev/null
  for name in one two more-1 more-2; do api patch website "$name" -n "$probe" --type=merge -p '{"metadata": {"finalizers": []}}' >/dev/null; done
  api delete namespace "$probe" --wait=false >/dev/null
  rm -rf "$work"
  quiet=0
  while [ "$quiet" -lt 8 ]; do
    set -- "$sites"/*"$probe.example.html"
    if [ -e "$1" ]; then rm -f "$@"; quiet=0; else quiet=$((quiet + 1)); fi
    [ "$(date +%s)" -lt "$latest" ] || break
    sleep 0.5
  done
}
# begin_namespace: makes the namespace $probe, in which no pod may start, and has it taken away at the end, whatever that is
begin_namespace() {
  latest=$(($(date +%s) + 46))
  cluster_answers
  operator_runs
  [ -d "$sites" ] || not_yet "The folder $sites is gone. Make it again: sudo mkdir $sites; sudo chown $STUDENT_USER: $sites"
  probe=probe-$(od -An -N4 -tx4 /dev/urandom | tr -d ' ')
  trap end_namespace EXIT
  api create namespace "$probe" >/dev/null || not_yet "No namespace can be made in cluster lab. The check looks again soon."
  api create quota none -n "$probe" --hard pods=0 >/dev/null
}
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
# another_pass: lets the operator make another whole pass. How long one takes, nobody knows. But when two more Websites have
# been claimed, one after the other, the pass that claimed the first has ended.
another_pass() {
  for more in more-1 more-2; do
    website "$more" "$more.$probe.example"
    within 15 claimed "$more" || not_yet "A Website $more was made, and 15 seconds later it has no finalizer. Does ~/operator.sh still run?"
  done
}
claimed() { look && [ -n "$(words "$1")" ]; }
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
  printf %s "$1" | loud_api create -n "$probe" --dry-run=server --validate=false -f - 2>&1 | grep -q "ValidatingAdmissionPolicy '$probe'"
}
