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
# Who answers 30 requests, each on a connection of its own.
reached() {
  inside timeout 6 sh -c 'for _ in $(seq 30); do curl -s -m 1 "$1" || echo nobody; done' sh "http://$1/" | LC_ALL=C sort -u | xargs
}
service=$(api "$here/services/api") || not_yet "There is no Service api in the namespace default."
address=$(address_of api "$service") || not_yet "$address"
wanted=$(from "$(api /apis/apps/v1/namespaces/default/deployments/api)" .spec.replicas)
[ "$wanted" = 3 ] || not_yet "The Deployment api wants ${wanted:-no} pods. Let it want 3: one of three should be there, and not ready."
pods=$(api "$here/pods?labelSelector=app%3Dapi")
all=$(from "$pods" '[.items[] | select(.metadata.deletionTimestamp == null)] | length')
names=$(from "$pods" "[.items[] | $is_ready | .metadata.name] | sort | join(\" \")")
number=$(printf '%s' "$names" | wc -w)
[ "$all" = 3 ] || not_yet "There are ${all:-no} pods of api at this moment. Wait until there are 3."
[ "$number" != 3 ] || not_yet "All three pods of api are ready."
[ "$number" = 2 ] || not_yet "Of the three pods of api $number are ready. Two should be."

ready=$(from "$pods" "[.items[] | $is_ready | .status.podIP] | unique | join(\" \")")
found=$(listed api)
[ "$found" = "$ready" ] || not_yet "The EndpointSlices of api list \"$found\" as ready, and ready are the pods at \"$ready\"."
sick=$(from "$pods" ".items[] | select(.metadata.deletionTimestamp == null) | select(([$is_ready] | length) == 0) | \"\\(.metadata.name) \\(.status.podIP)\"")
name=${sick% *}
at=${sick#* }
inside curl -s -m 2 "http://$at:8080/" | grep -qxF "$name" || not_yet "$name is not ready, but its server does not answer either. Only its answer to the probe should change."

# kube-proxy writes its rules a moment after the list has changed.
for _ in 1 2 3; do
  answers=$(reached "$address")
  [ "$answers" = "$names" ] && exit 0
  sleep 1
done
not_yet "30 requests to $address reached \"$answers\", and ready are \"$names\"."
