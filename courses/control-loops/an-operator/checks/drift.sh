# Changes a Website, then what it owns, then takes that away. No pod is started: the namespace may have none.
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
api create quota none -n "$probe" --hard pods=0 >/dev/null
website one '{"html": "first", "replicas": 1}'
stands() { look && [ "$(the Deployment one .spec.replicas)" = "$1" ] && [ "$(the ConfigMap one .data.page)" = "$2" ]; }
how() { printf %s "the Deployment wants ${replicas:-no} replicas, and the page is \"${page:-gone}\""; }
told() { replicas=$(the Deployment one .spec.replicas) page=$(the ConfigMap one .data.page); how; }
within 15 stands 1 first || not_yet "A Website with 1 replica and the page \"first\" was made. 15 seconds later $(told)."
uids() { the Deployment one .metadata.uid; the ConfigMap one .metadata.uid; }
before=$(uids)

change one '{"html": "second", "replicas": 2}'
within 12 stands 2 second || not_yet "The Website was changed to 2 replicas and the page \"second\". 12 seconds later $(told)."
api scale deployment one -n "$probe" --replicas 4 >/dev/null || not_yet "The Deployment one was gone in between. A child should be changed, not replaced."
api patch configmap one -n "$probe" --type=merge -p '{"data": {"page": "scribbled"}}' >/dev/null ||
  not_yet "The ConfigMap one was gone in between. A child should be changed, not replaced."
within 12 stands 2 second ||
  not_yet "Somebody scaled the Deployment to 4 and wrote \"scribbled\" for the page; the Website wants 2 and \"second\". 12 seconds later $(told)."
[ "$(uids)" = "$before" ] || not_yet "The children were replaced by new ones of the same name. They should have been changed: new ones have lost their pods."

api delete deployment,configmap one -n "$probe" --wait=false >/dev/null
within 12 stands 2 second || not_yet "Somebody deleted both children. 12 seconds later $(told)."
