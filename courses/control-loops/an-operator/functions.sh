# For checks that wish for Websites in a namespace that nobody could know, and look at what becomes of them.

# begin_namespace: makes the namespace $probe, and has it taken away at the end, whatever that is
begin_namespace() {
  cluster_answers
  operator_runs
  probe=probe-$(od -An -N4 -tx4 /dev/urandom | tr -d ' ')
  trap end_namespace EXIT
  api create namespace "$probe" >/dev/null || not_yet "No namespace can be made in cluster lab. The check looks again soon."
}
end_namespace() {
  trap '' EXIT INT TERM
  api delete namespace "$probe" --wait=false >/dev/null
  rm -rf "$work"
}
# website NAME SPEC, in JSON; change NAME SPEC
website() {
  jq -n --arg name "$1" --argjson spec "$2" '{apiVersion: "lab.example/v1", kind: "Website", metadata: {name: $name}, spec: $spec}' |
    api create -n "$probe" -f - >/dev/null || not_yet "The API refuses a Website with the spec $2."
}
change() {
  jq -nc --argjson spec "$2" '{spec: $spec}' >"$work/change"
  api patch website "$1" -n "$probe" --type=merge --patch-file "$work/change" >/dev/null ||
    not_yet "The API refuses that the spec of a Website becomes $2."
}
look() { api get websites,deployments,configmaps,pods -n "$probe" -o json >"$work/objects"; }
# the KIND NAME FILTER: what the filter finds in it, as of the last look; nothing when it is not there
the() {
  jq -r --arg kind "$1" --arg name "$2" '.items[] | select(.kind == $kind and .metadata.name == $name and .metadata.deletionTimestamp == null)
    | '"$3"' // empty' "$work/objects" 2>/dev/null
}
# ready_pods DEPLOYMENT: a name a line
ready_pods() {
  jq -r --arg from "$1-" '.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null)
    | select((.metadata.generateName // "") | startswith($from))
    | select(any(.status.conditions[]?; .type == "Ready" and .status == "True")) | .metadata.name' "$work/objects" 2>/dev/null | sort
}
# another_pass: lets the operator make another whole pass. How long one takes, nobody knows. But when two more Websites have
# been taken up, one after the other, the pass that took up the first has ended.
another_pass() {
  for more in more-1 more-2; do
    website "$more" '{"html": "probe"}'
    within 15 has_deployment "$more" || not_yet "A Website $more was made, and 15 seconds later it had no Deployment. Does ~/operator.sh still run?"
  done
}
has_deployment() { look && [ -n "$(the Deployment "$1" .metadata.uid)" ]; }
served_by() { api get --raw "/api/v1/namespaces/$probe/pods/$1:8080/proxy/"; }
