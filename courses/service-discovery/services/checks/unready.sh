open_cluster
service=$(api "$here/services/api") || not_yet "There is no Service api in the namespace default."
address=$(address_of api "$service") || not_yet "$address"
wanted=$(from "$(api /apis/apps/v1/namespaces/default/deployments/api)" .spec.replicas)
[ "$wanted" = 3 ] || not_yet "The Deployment api wants ${wanted:-no} pods. Let it want 3: one of three should be there, and not ready."
see_pods
all=$(from "$pods" '[.items[] | select(.metadata.deletionTimestamp == null)] | length')
number=$(printf '%s' "$names" | wc -w)
[ "$all" = 3 ] || not_yet "There are ${all:-no} pods of api at this moment. Wait until there are 3."
[ "$number" != 3 ] || not_yet "All three pods of api are ready."
[ "$number" = 2 ] || not_yet "Of the three pods of api $number are ready. Two should be."

[ "$found" = "$ready" ] || not_yet "The EndpointSlices of api list \"$found\" as ready, and ready are the pods at \"$ready\"."
sick=$(from "$pods" ".items[] | select(.metadata.deletionTimestamp == null) | select(([$is_ready] | length) == 0) | \"\\(.metadata.name) \\(.status.podIP)\"")
# One that has just begun is not ready since before its server ran.
was=$(from "$pods" ".items[] | select(.metadata.deletionTimestamp == null) | select(([$is_ready] | length) == 0) | (.status.conditions[] | select(.type == \"Ready\").lastTransitionTime) > (.status.containerStatuses[0].state.running.startedAt // \"9\")")
[ "$was" = true ] || not_yet "A pod has just begun, and is not ready yet. Take one out of service that was ready."
name=${sick% *}
at=${sick#* }
inside curl -s -m 2 "http://$at:8080/" | grep -qxF "$name" || not_yet "$name is not ready, but its server does not answer either. Only its answer to the probe should change."

# kube-proxy writes its rules a moment after the list has changed.
for _ in 1 2 3; do
  who=$(reached "$address")
  [ "$who" = "$names" ] && exit 0
  sleep 1
done
not_yet "30 requests to $address reached \"$who\", and ready are \"$names\"."
