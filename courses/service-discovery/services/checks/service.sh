open_cluster
service=$(api "$here/services/api") || not_yet "There is no Service api in the namespace default."
address=$(address_of api "$service") || not_yet "$address"
ports=$(from "$service" '[.spec.ports[]?.port] | join(", ")')
case ", $ports, " in *", 80, "*) ;; *) not_yet "Service api has the port $ports, and clients come to port 80." ;; esac
selector=$(from "$service" '.spec.selector // {} | to_entries | map("\(.key)=\(.value)") | join(",")')
[ -n "$selector" ] || not_yet "Service api has no selector, so nobody keeps its list of pods."

wanted=$(from "$(api /apis/apps/v1/namespaces/default/deployments/api)" .spec.replicas)
[ "$wanted" = 3 ] || not_yet "The Deployment api wants ${wanted:-no} pods. Three are to stand behind the Service: kubectl scale deployment api --replicas 3"
see_pods
[ -n "$ready" ] || not_yet "No pod of api is ready. See kubectl get pods"
[ -n "$found" ] || not_yet "The EndpointSlices of Service api list nobody: no ready pod has the labels $selector, which its selector asks for."
[ "$found" = "$ready" ] || not_yet "The EndpointSlices of Service api list $found, and ready are the pods at $ready."
if inside ip -o -4 addr | grep -qF " $address/"; then not_yet "The address $address is on an interface of the node. It should be on none."; fi

answers "$address" >/dev/null || not_yet "The list is right, and yet requests to $address port 80 get no answer. The pods listen on 8080: is this the targetPort?"
for _ in 1 2 3; do
  who=$(reached "$address")
  [ "$who" = "$names" ] && exit 0
  sleep 1
done
not_yet "30 requests to $address reached \"$who\", and ready are \"$names\"."
