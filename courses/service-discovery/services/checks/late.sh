open_cluster
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
