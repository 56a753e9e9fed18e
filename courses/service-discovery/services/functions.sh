# What the API server says, asked from within the node with the node's own key: the student's ~/.kube has no say in it.
# Sets node to the node's process, as dev counts, here to the path of the namespace default, and is_ready to a filter for
# pods; without a cluster that answers, it is not yet.
open_cluster() {
  here=/api/v1/namespaces/default
  is_ready='select(.metadata.deletionTimestamp == null and any(.status.conditions[]?; .type == "Ready" and .status == "True"))'
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
slices_of() { api "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3D$1"; }
# listed SERVICE: the addresses that its EndpointSlices call ready
listed() {
  from "$(slices_of "$1")" '[.items[].endpoints[]? | select(.conditions.ready != false) | .addresses[]] | unique | join(" ")'
}
# see_pods: sets pods to those of api, ready and names to the addresses and names of those that are ready, and found to what
# the Service api lists. Its list is written a moment after a pod has changed, so that is waited for.
see_pods() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    pods=$(api "$here/pods?labelSelector=app%3Dapi")
    ready=$(from "$pods" "[.items[] | $is_ready | .status.podIP] | unique | join(\" \")")
    names=$(from "$pods" "[.items[] | $is_ready | .metadata.name] | sort | join(\" \")")
    found=$(listed api)
    [ "$found" != "$ready" ] || return
    sleep 0.5
  done
}
# address_of SERVICE JSON: its virtual address
address_of() {
  _address=$(from "$2" '.spec.clusterIP // ""')
  case $_address in
    *.*) printf '%s' "$_address" ;;
    *) not_yet "Service $1 has no address of its own: its type is $(from "$2" .spec.type), its clusterIP ${_address:-empty}." ;;
  esac
}
# answers ADDRESS: what it serves. kube-proxy writes its rules a moment after a list has changed, so that is waited for.
answers() {
  for _ in 1 2 3 4 5; do
    inside curl -sf -m 1 "http://$1/" && return
    sleep 1
  done
  return 1
}
# reached ADDRESS: who answers 30 requests, each on a connection of its own
reached() {
  inside timeout 6 sh -c 'for _ in $(seq 30); do curl -s -m 1 "$1" || echo nobody; done' sh "http://$1/" | LC_ALL=C sort -u | xargs
}
# ask TYPE NAME: what the cluster's DNS says of it as it stands, without a search list
ask() {
  _resolver=$(from "$(api /api/v1/namespaces/kube-system/services/kube-dns)" '.spec.clusterIP // ""')
  [ -n "$_resolver" ] || not_yet "The Service kube-dns in kube-system is gone, and with it the cluster's DNS. Press Reset."
  _records=$(inside dig +time=1 +tries=2 +short "@$_resolver" "$2" "$1" 2>/dev/null) ||
    not_yet "The cluster's DNS server does not answer. See kubectl -n kube-system get pods"
  printf '%s\n' "$_records"
}
