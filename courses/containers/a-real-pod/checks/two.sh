# Asked of the API server from within the node, with the node's own key: the student's ~/.kube has no say in it.
timeout 4 docker version >/dev/null 2>&1 || not_yet "The Docker engine does not answer. Wait a few seconds; if it stays so, press Reset."
node=$(container_pid lab-control-plane) || not_yet "The cluster's node does not run. Start it: docker start lab-control-plane"
inside() { nsenter -t "$node" -n -- "$@"; }
pki=/proc/$node/root/etc/kubernetes/pki
api() { inside curl -sf -m 3 --cacert "$pki/ca.crt" --cert "$pki/apiserver-kubelet-client.crt" --key "$pki/apiserver-kubelet-client.key" "https://127.0.0.1:6443$1" 2>/dev/null; }
[ "$(api /readyz)" = ok ] || not_yet "The API server of cluster lab does not answer. Wait a few seconds; if it stays so, press Reset."
# from JSON FILTER...
from() {
  json=$1
  shift
  printf '%s' "$json" | jq -r "$@" 2>/dev/null
}
in_node() { timeout 4 docker exec lab-control-plane "$@" 2>/dev/null; }
# What the API server knows of foo; both containers must run and be ready.
pod=$(api /api/v1/namespaces/default/pods/foo) || not_yet "There is no pod foo in the namespace default."
[ "$(from "$pod" .metadata.deletionTimestamp)" = null ] || not_yet "The pod foo is just being removed."
names=$(from "$pod" '[.spec.containers[].name] | sort | join(" ")')
[ "$names" = "app sidecar" ] || not_yet "The pod foo should have the containers app and sidecar. It has: $names"
for name in app sidecar; do
  state=$(from "$pod" --arg name "$name" '.status.containerStatuses[]? | select(.name == $name) | .state.waiting.reason // .state.terminated.reason // (if .ready then "ready" else "not ready" end)')
  [ "$state" = ready ] || not_yet "The container $name of foo does not run: ${state:-not started yet}."
done
uid=$(from "$pod" .metadata.uid)
# id_of NAME: the id of its container
id_of() { from "$pod" --arg name "$1" '.status.containerStatuses[] | select(.name == $name) | .containerID | sub("^.*//"; "")'; }
page=$(in_node crictl exec "$(id_of app)" cat /srv/index.html)
[ -n "$page" ] || not_yet "In app there is no page /srv/index.html, or it is empty."
answer=$(in_node crictl exec "$(id_of sidecar)" wget -qO- -T 2 http://127.0.0.1:8080/)
[ -n "$answer" ] || not_yet "sidecar gets no page from http://127.0.0.1:8080/. Does app serve on port 8080?"
[ "$answer" = "$page" ] || not_yet "At 127.0.0.1:8080 sidecar gets \"$(printf '%.60s' "$answer" | head -n 1)\", and that is not app's page."
