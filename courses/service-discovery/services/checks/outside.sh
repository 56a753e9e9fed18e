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
container_running legacy || not_yet "The container legacy on dev does not run. Start it: docker start legacy"
place=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' legacy 2>/dev/null)
page=$(inside curl -sf -m 2 "http://$place:9000/")
[ -n "$page" ] || not_yet "The container legacy serves no page on its port 9000. Start it anew: docker restart -t 1 legacy"

service=$(api "$here/services/legacy") || not_yet "There is no Service legacy in the namespace default."
address=$(address_of legacy "$service") || not_yet "$address"
ports=$(from "$service" '[.spec.ports[]?.port] | join(", ")')
case ", $ports, " in *", 80, "*) ;; *) not_yet "Service legacy has the port $ports, and clients come to port 80." ;; esac
found=$(listed legacy)
[ -n "$found" ] || not_yet "No EndpointSlice belongs to Service legacy: the label kubernetes.io/service-name says whose it is."
[ "$found" = "$place" ] || not_yet "The EndpointSlices of Service legacy list $found, and the container legacy is at $place."
# kube-proxy writes its rules a moment after the list has changed.
for _ in 1 2 3; do
  answer=$(inside curl -sf -m 1 "http://$address/")
  [ "$answer" = "$page" ] && exit 0
  sleep 1
done
[ -z "$answer" ] || not_yet "At $address answers somebody else than legacy: \"$(printf '%.60s' "$answer" | head -n 1)\""
theirs=$(from "$service" '.spec.ports[] | select(.port == 80) | .name // "without a name"')
ours=$(from "$(slices_of legacy)" '[.items[].ports[]? | "\(if (.name // "") == "" then "without a name" else .name end): \(.port)"] | join(", ")')
not_yet "The slice lists $place, and still nobody answers at $address. Its ports are \"${ours:-none}\", the port of the Service is called \"$theirs\", and legacy listens on 9000."
