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
resolver=$(from "$(api /api/v1/namespaces/kube-system/services/kube-dns)" '.spec.clusterIP // ""')
[ -n "$resolver" ] || not_yet "The Service kube-dns in kube-system is gone, and with it the cluster's DNS. Press Reset."
# ask TYPE NAME: as it stands, without a search list
ask() {
  records=$(inside dig +time=1 +tries=2 +short "@$resolver" "$2" "$1" 2>/dev/null) ||
    not_yet "The cluster's DNS server does not answer. See kubectl -n kube-system get pods"
  printf '%s\n' "$records"
}
service=$(api "$here/services/api-h") || not_yet "There is no Service api-h in the namespace default."
name=api-h.default.svc.cluster.local
pods=$(api "$here/pods?labelSelector=app%3Dapi")
ready=$(from "$pods" "[.items[] | $is_ready | .status.podIP] | unique | join(\" \")")
[ "$(printf '%s' "$ready" | wc -w)" -ge 2 ] || not_yet "Fewer than two pods of api are ready, so there is no list to see. See kubectl get pods"
given=$(ask A "$name") || not_yet "$given"
found=$(printf '%s\n' "$given" | LC_ALL=C sort -u | xargs)
[ -n "$found" ] || not_yet "DNS has no address for $name: do the labels of its selector fit a pod?"
own=$(from "$service" '.spec.clusterIP // ""')
[ "$found" != "$own" ] || not_yet "DNS gives one address for $name, $own: that of the Service itself. A headless Service has none."
expected=$(printf '%s\n' $ready | LC_ALL=C sort -u | xargs)
[ "$found" = "$expected" ] || not_yet "DNS gives $found for $name, and ready are the pods at $expected."

given=$(ask SRV "_http._tcp.$name") || not_yet "$given"
[ -n "$given" ] || not_yet "The addresses are right. DNS has no SRV record for _http._tcp.$name: its port needs the name http."
ports=$(printf '%s\n' "$given" | awk '{ print $3 }' | sort -u | xargs)
[ "$ports" = 8080 ] || not_yet "The SRV records of _http._tcp.$name say port $ports, and the pods listen on 8080."
