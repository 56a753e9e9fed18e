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
# folder PID: the cgroup that limits its memory, as the node sees it
folder() {
  in_node sh -c '
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
      echo "/sys/fs/cgroup$(sed -n "s/^0:://p" "/proc/$1/cgroup")"
    else
      echo "/sys/fs/cgroup/memory$(sed -n "s/^[0-9]*:\([^:]*,\)\{0,1\}memory\(,[^:]*\)\{0,1\}://p" "/proc/$1/cgroup")"
    fi' sh "$1"
}
group=$(dirname "$(folder "$app")")
case $group in
  *"$uid"* | *"$(printf '%s' "$uid" | tr - _)"*) ;;
  *) cannot_check "The cgroup of app is not found: $group" ;;
esac
for pid in "$pause" "$sidecar"; do
  [ "$(dirname "$(folder "$pid")")" = "$group" ] || not_yet "A container of foo has just ended."
done
limit=$(in_node sh -c 'cat "$1/memory.max" || cat "$1/memory.limit_in_bytes"' sh "$group")
[ -n "$limit" ] || cannot_check "The memory limit of $group cannot be read."
[ "$limit" = 100663296 ] && exit 0
case $limit in max | ???????????????*) not_yet "The group of the pod has no limit: as long as one container may take what it likes, so may the pod." ;; esac
not_yet "The group of the pod may have $limit bytes. 96 MiB are 100663296."
