open_cluster
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
