# What the API server says, asked from within the node with the node's own key: the student's ~/.kube has no say in it.
# Sets node to the node's process, as dev counts; without a cluster that answers, it is not yet.
open_cluster() {
  timeout 4 docker version >/dev/null 2>&1 || not_yet "The Docker engine does not answer. Wait a few seconds; if it stays so, press Reset."
  node=$(container_pid lab-control-plane) || not_yet "The cluster's node does not run. Start it: docker start lab-control-plane"
  pki=/proc/$node/root/etc/kubernetes/pki
  [ "$(api /readyz)" = ok ] || not_yet "The API server of cluster lab does not answer. Wait a few seconds; if it stays so, press Reset."
}
# In the network of the node, with dev's own programs.
inside() { nsenter -t "$node" -n -- "$@"; }
# api PATH: false when it is not there
api() { inside curl -sf -m 3 --cacert "$pki/ca.crt" --cert "$pki/apiserver-kubelet-client.crt" --key "$pki/apiserver-kubelet-client.key" "https://127.0.0.1:6443$1" 2>/dev/null; }
# from JSON FILTER...
from() {
  _json=$1
  shift
  printf '%s' "$_json" | jq -r "$@" 2>/dev/null
}
in_node() { timeout 20 docker exec lab-control-plane "$@" 2>/dev/null; }
# Sets pod to what the API server knows of foo, and uid; both its containers must be ready.
open_pod() {
  pod=$(api /api/v1/namespaces/default/pods/foo) || not_yet "There is no pod foo in the namespace default."
  [ "$(from "$pod" .metadata.deletionTimestamp)" = null ] || not_yet "The pod foo is just being removed."
  _names=$(from "$pod" '[.spec.containers[].name] | sort | join(" ")')
  [ "$_names" = "app sidecar" ] || not_yet "The pod foo should have the containers app and sidecar. It has: $_names"
  for _name in app sidecar; do
    _state=$(from "$pod" --arg name "$_name" '.status.containerStatuses[]? | select(.name == $name) | .state.waiting.reason // .state.terminated.reason // (if .ready then "ready" else "not ready" end)')
    [ "$_state" = ready ] || not_yet "The container $_name of foo does not run: ${_state:-not started yet}."
  done
  uid=$(from "$pod" .metadata.uid)
}
# id_of NAME: the id of its container
id_of() { from "$pod" --arg name "$1" '.status.containerStatuses[] | select(.name == $name) | .containerID | sub("^.*//"; "")'; }
# Sets sandboxes to those that foo has had, and sandbox to the one that it has.
open_sandbox() {
  sandboxes=$(in_node crictl pods -o json --label "io.kubernetes.pod.uid=$uid")
  sandbox=$(from "$sandboxes" '[.items[] | select(.state == "SANDBOX_READY")] | if length == 1 then .[0].id else empty end')
  [ -n "$sandbox" ] || not_yet "The sandbox of foo is just being made. Wait a moment."
}
# Sets pause, app and sidecar to the processes of these, as the node counts.
count_processes() {
  set -- $(in_node sh -c '
    crictl inspectp -o go-template --template "{{.info.pid}}" "$1"
    for id in "$2" "$3"; do crictl inspect -o go-template --template "{{.info.pid}}" "$id"; done' sh "$sandbox" "$(id_of app)" "$(id_of sidecar)")
  case "$#$*" in 3*[!0-9\ ]*) ;; 3*) pause=$1 app=$2 sidecar=$3 && return ;; esac
  not_yet "A container of foo has just ended."
}
