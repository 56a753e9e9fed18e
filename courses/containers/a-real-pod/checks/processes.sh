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
sandboxes=$(in_node crictl pods -o json --label "io.kubernetes.pod.uid=$uid")
sandbox=$(from "$sandboxes" '[.items[] | select(.state == "SANDBOX_READY")] | if length == 1 then .[0].id else empty end')
[ -n "$sandbox" ] || not_yet "The sandbox of foo is just being made. Wait a moment."
# The numbers of the three processes, as the node counts.
pause=$(from "$(in_node crictl inspectp -o json "$sandbox")" .info.pid)
app=$(from "$(in_node crictl inspect -o json "$(id_of app)")" .info.pid)
sidecar=$(from "$(in_node crictl inspect -o json "$(id_of sidecar)")" .info.pid)
case "$pause.$app.$sidecar" in *..* | .* | *. | *null*) not_yet "A container of foo has just ended." ;; esac
# The namespaces of app, sidecar, pause and the node: pid of each, then mnt and net of the first two.
numbers=$(in_node sh -c '
  for pid in "$@"; do readlink "/proc/$pid/ns/pid" || echo gone; done
  for type in mnt net; do for pid in "$1" "$2"; do readlink "/proc/$pid/ns/$type" || echo gone; done; done' sh "$app" "$sidecar" "$pause" 1 | xargs)
set -- $numbers
[ $# = 8 ] || not_yet "The node does not answer. Wait a few seconds; if it stays so, press Reset."
case " $* " in *" gone "*) not_yet "A container of foo has just ended." ;; esac
[ "$1" != "$4" ] || not_yet "app sees all processes of the node. Only those of the pod are wanted."
[ "$1" = "$2" ] || not_yet "sidecar does not see the processes of app: their pid namespaces differ."
[ "$1" = "$3" ] || not_yet "app and sidecar share a pid namespace, and the pause container is not in it."
[ "$5" != "$6" ] || not_yet "app and sidecar have the same files."
[ "$7" = "$8" ] || not_yet "app and sidecar have different networks."
