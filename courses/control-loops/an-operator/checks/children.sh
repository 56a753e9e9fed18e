# Wishes for two Websites in a namespace that nobody could know, and asks their pods for the page.
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
first='<h1 class="probe">'"$probe"' & "one"</h1>'
second="<p>it's $probe: {two}</p>"
website one "$(jq -n --arg html "$first" '{html: $html, replicas: 2}')"
website two "$(jq -n --arg html "$second" '{html: $html}')"
made() {
  look && [ "$(the ConfigMap one .data.page)" = "$first" ] && [ "$(the ConfigMap two .data.page)" = "$second" ] &&
    [ "$(the Deployment one .spec.replicas)" = 2 ] && [ "$(the Deployment two .spec.replicas)" = 1 ]
}
if ! within 15 made; then
  for name in one two; do
    for kind in Deployment ConfigMap; do
      [ -n "$(the $kind $name .metadata.uid)" ] ||
        not_yet "A Website $name was made in the namespace $probe, and 15 seconds later there was no $kind $name."
    done
  done
  not_yet "Website one wished for 2 replicas and two for 1, each with a page of its own. The children say: $(the Deployment one .spec.replicas) and \"$(the ConfigMap one .data.page | cut -c 1-60)\", $(the Deployment two .spec.replicas) and \"$(the ConfigMap two .data.page | cut -c 1-60)\"."
fi
ready() { look && [ "$(ready_pods one | grep -c .)" -eq 2 ] && [ "$(ready_pods two | grep -c .)" -eq 1 ]; }
within 25 ready || not_yet "The Deployments one and two were made. 25 seconds later $(ready_pods one | grep -c .) of 2 and $(ready_pods two | grep -c .) of 1 of their pods were ready."
for pod in $(ready_pods one); do
  body=$(served_by "$pod")
  [ "$body" = "$first" ] || not_yet "A pod of Website one serves \"$(printf %s "$body" | head -n 1 | cut -c 1-80)\", and should serve its page, $first"
done
body=$(served_by "$(ready_pods two)")
[ "$body" = "$second" ] || not_yet "The pod of Website two serves \"$(printf %s "$body" | head -n 1 | cut -c 1-80)\", and should serve its page, $second"
