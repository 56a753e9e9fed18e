# Deletes one of two Websites. No pod is started: the namespace may have none.
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
for name in one two; do website "$name" '{"html": "probe"}'; done
there() { look && for name in one two; do for kind in Deployment ConfigMap; do [ -n "$(the $kind $name .metadata.uid)" ] || return 1; done; done; }
within 15 there || not_yet "Two Websites were made. 15 seconds later not all of their Deployments and ConfigMaps were there. Does ~/operator.sh run?"
owned() {
  look || return 1
  for kind in Deployment ConfigMap; do
    for name in one two; do
      parent=$(the Website $name .metadata.uid)
      owner=$(the $kind $name '([.metadata.ownerReferences[]? | select(.controller)][0].uid)')
      [ -n "$parent" ] && [ "$owner" = "$parent" ] || return 1
    done
  done
}
within 6 owned || not_yet "The $kind $name names $([ -n "$owner" ] && echo "the uid $owner as its controller, which is not that of the Website $name" || echo "nobody as its controller")."
uids() { the Deployment two .metadata.uid; the ConfigMap two .metadata.uid; }
other=$(uids)
api delete website one -n "$probe" --wait=false >/dev/null
gone() { look && [ -z "$(the Deployment one .metadata.uid)$(the ConfigMap one .metadata.uid)" ]; }
within 25 gone || not_yet "The Website one was deleted. 25 seconds later its $([ -n "$(the Deployment one .metadata.uid)" ] && echo Deployment || echo ConfigMap) was still there."
sleep 4
gone || not_yet "The Website one was deleted, and its children went. A moment later they were there again."
[ "$(uids)" = "$other" ] || not_yet "When the Website one was deleted, children of the Website two were deleted or replaced."
