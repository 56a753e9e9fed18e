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
here=/api/v1/namespaces/default
slices_of() { api "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3D$1"; }
# listed SERVICE: the addresses that its EndpointSlices call ready
listed() {
  from "$(slices_of "$1")" '[.items[].endpoints[]? | select(.conditions.ready != false) | .addresses[]] | unique | join(" ")'
}
# address_of SERVICE JSON: its virtual address
address_of() {
  found=$(from "$2" '.spec.clusterIP // ""')
  case $found in
    *.*) printf '%s' "$found" ;;
    *) not_yet "Service $1 has no address of its own: its type is $(from "$2" .spec.type), its clusterIP ${found:-empty}." ;;
  esac
}
is_ready='select(.metadata.deletionTimestamp == null and any(.status.conditions[]?; .type == "Ready" and .status == "True"))'
service=$(api "$here/services/late") || not_yet "There is no Service late in the namespace default."
address=$(address_of late "$service") || not_yet "$address"
# Sets id to that of the first container of pod $1, which must be ready.
look_up() {
  pod=$(api "$here/pods/$1") || not_yet "There is no pod $1 in the namespace default."
  [ -n "$(from "$pod" "$is_ready | .metadata.name")" ] || not_yet "The pod $1 is not ready. See kubectl describe pod $1"
  id=$(from "$pod" '.status.containerStatuses[0].containerID // "" | sub("^.*//"; "")')
}
# What the kubelet gave the container to start with.
given() {
  record=$(timeout 4 docker exec lab-control-plane crictl inspect "$id" 2>/dev/null)
  [ -n "$record" ] || not_yet "The container of pod $1 has just ended."
  from "$record" '.info.config.envs[]? | select(.key == "LATE_SERVICE_HOST") | .value'
}
look_up client
old=$(given client)
[ -z "$old" ] || not_yet "client knows Service late, so it is younger than the Service. Make the Service anew, and pod new after it."
look_up new
[ "$(from "$pod" '[.spec.containers[].env[]? | select(.name == "LATE_SERVICE_HOST")] | length')" = 0 ] ||
  not_yet "The pod new brings a LATE_SERVICE_HOST of its own. It should get it from the cluster."
new=$(given new)
[ -n "$new" ] || not_yet "The pod new has no LATE_SERVICE_HOST: there was no Service late in its namespace when it was started, or it does not want to hear."
[ "$new" = "$address" ] || not_yet "The pod new has LATE_SERVICE_HOST=$new, and Service late is at $address by now. Make new anew."
