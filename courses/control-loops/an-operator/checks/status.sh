# Makes pods impossible for a while, and compares the status with what the Deployment says.
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
clear_away() {
  trap '' EXIT INT TERM
  api delete namespace "$probe" --wait=false >/dev/null
  rm -rf "$work"
}
trap clear_away EXIT
api create namespace "$probe" >/dev/null || not_yet "No namespace can be made in cluster lab. The check looks again soon."
# website NAME SPEC, in JSON; change NAME SPEC.
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
# the KIND NAME FILTER: what the filter finds in it, as of the last look; nothing when it is not there.
the() {
  jq -r --arg kind "$1" --arg name "$2" '.items[] | select(.kind == $kind and .metadata.name == $name and .metadata.deletionTimestamp == null)
    | '"$3"' // empty' "$work/objects" 2>/dev/null
}
# The ready pods of the Deployment $1, a name a line.
ready_pods() {
  jq -r --arg from "$1-" '.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null)
    | select((.metadata.generateName // "") | startswith($from))
    | select(any(.status.conditions[]?; .type == "Ready" and .status == "True")) | .metadata.name' "$work/objects" 2>/dev/null | sort
}
served_by() { api get --raw "/api/v1/namespaces/$probe/pods/$1:8080/proxy/"; }
website one '{"html": "probe", "replicas": 1}'
# reports READY GENERATION: does the status say this?
reports() {
  look && [ "$(the Website one '(.status.readyReplicas | tostring)')" = "$1" ] && [ "$(the Website one .status.observedGeneration)" = "$2" ]
}
told() {
  printf '%s replicas are ready, and its status says readyReplicas: %s, observedGeneration: %s' "$(ready_pods one | grep -c .)" \
    "$(the Website one '(.status.readyReplicas | tostring)')" "$(the Website one '(.status.observedGeneration | tostring)')"
}
within 20 reports 1 1 || not_yet "A Website with 1 replica has generation 1. After 20 seconds $(told)."
# Whatever is started from now on wants more processors than any machine has, and waits for ever.
printf '{"apiVersion": "v1", "kind": "LimitRange", "metadata": {"name": "none"}, "spec": {"limits": [{"type": "Container", "default": {"cpu": "999"}, "defaultRequest": {"cpu": "999"}}]}}' |
  api create -n "$probe" -f - >/dev/null || cannot_check "No LimitRange can be made in the namespace of the probe."
change one '{"replicas": 3}'
within 12 reports 1 2 || not_yet "The Website wants 3 replicas now, generation 2, and no more can start. After 12 seconds $(told)."
[ "$(the Deployment one .spec.replicas)" = 3 ] || not_yet "The Website wants 3 replicas, its status says that generation 2 was dealt with, and the Deployment wants $(the Deployment one .spec.replicas)."
change one '{"replicas": 2}'
within 12 reports 1 3 || not_yet "The Website wants 2 replicas, generation 3. After 12 seconds $(told)."
sleep 5
look
[ "$(the Website one .metadata.generation)" = 3 ] ||
  not_yet "The spec of a Website was changed twice, so its generation is 3. It has become $(the Website one .metadata.generation): the operator writes into the spec."
