open_cluster
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
answer=$(answers "$address")
[ "$answer" = "$page" ] && exit 0
[ -z "$answer" ] || not_yet "At $address answers somebody else than legacy: \"$(printf '%.60s' "$answer" | head -n 1)\""
theirs=$(from "$service" '.spec.ports[] | select(.port == 80) | .name // "without a name"')
ours=$(from "$(slices_of legacy)" '[.items[].ports[]? | "\(if (.name // "") == "" then "without a name" else .name end): \(.port)"] | join(", ")')
not_yet "The slice lists $place, and still nobody answers at $address. Its ports are \"${ours:-none}\", the port of the Service is called \"$theirs\", and legacy listens on 9000."
