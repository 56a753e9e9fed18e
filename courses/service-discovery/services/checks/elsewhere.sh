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
name=$(printf '%s' "$ANSWER" | tr -d '[:space:]' | tr '[:upper:]' '[:lower:]')
name=${name%.}
case $name in
  '') not_yet "No name yet." ;;
  *[!a-z0-9.-]* | -* | .*) not_yet "Write the name alone, without http:// and without a path." ;;
  *[a-z]*) ;;
  *) not_yet "$name is an address. Asked for is a name." ;;
esac
service=$(api "$here/services/api") || not_yet "There is no Service api in the namespace default."
address=$(address_of api "$service") || not_yet "$address"
given=$(ask A "$name.") || not_yet "$given"
found=$(printf '%s\n' "$given" | xargs)
[ -n "$found" ] || not_yet "DNS does not know the name $name as it stands. With the help of a search list it may, and not every place has the same one."
[ "$found" = "$address" ] || not_yet "$name leads to $found, and Service api of the namespace default is at $address."

visitor=$(api /api/v1/namespaces/shop/pods/visitor) || not_yet "The pod visitor in the namespace shop is gone. Press Reset."
id=$(from "$visitor" '.status.containerStatuses[0].containerID // "" | sub("^.*//"; "")')
page=$(timeout 5 docker exec lab-control-plane crictl exec "$id" wget -qO- -T 2 "http://$name/" 2>/dev/null)
pods=$(api "$here/pods?labelSelector=app%3Dapi")
printf '%s' "$page" | grep -qxF "$(from "$pods" '.items[].metadata.name')" ||
  not_yet "The name is right, but visitor gets \"${page:-no answer}\" from http://$name/, and not the name of a pod of api."
