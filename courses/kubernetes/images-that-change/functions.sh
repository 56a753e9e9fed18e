# built IMAGE PAGE: has Docker this image, with this page?
built() {
  engine image inspect "$1" >/dev/null || not_yet "Docker has no image $1."
  found=$(image_page "$1") || not_yet "In $1 there is no file /var/www/html/index.html."
  [ "$found" = "$2" ] || not_yet "In Docker, the page in $1 begins with \"$(printf '%.40s' "$found")\", and should be just \"$2\"."
}
# loaded NODE IMAGE: is it on the node, and the one that Docker has?
loaded() {
  on_node "$1" "$2"
  [ -n "$image" ] || not_yet "containerd on $1 has no image docker.io/library/$2."
  as_in_docker "$1" "$2" || not_yet "$1 has an image $2, but not the one that Docker has now. Load it again."
}
# serves IMAGE PAGE: on each node, does a ready pod of site serve the page, started from what the node calls so now?
serves() {
  site=$(k get daemonset site --namespace default --ignore-not-found -o json) || cannot_check "The API server did not tell of the DaemonSet site."
  [ -n "$site" ] || not_yet "There is no DaemonSet site in the namespace default."
  found=$(printf '%s' "$site" | jq -r '.spec.template.spec.containers[0].image')
  [ "${found#docker.io/library/}" = "$1" ] || not_yet "The DaemonSet site has the image $found, not $1."
  uid=$(printf '%s' "$site" | jq -r .metadata.uid)
  pods=$(k get pods --namespace default -o json) || cannot_check "The API server did not list the pods."
  for node in lab-control-plane lab-worker; do
    loaded "$node" "$1"
    pod=$(printf '%s' "$pods" | jq -c --arg uid "$uid" --arg node "$node" '[.items[]
      | select(any(.metadata.ownerReferences[]?; .uid == $uid) and .spec.nodeName == $node)]')
    case $(printf '%s' "$pod" | jq length) in
      0) not_yet "On $node there is no pod of site." ;;
      1) ;;
      *) not_yet "On $node pods of site are just being replaced." ;;
    esac
    name=$(printf '%s' "$pod" | jq -r '.[0].metadata.name')
    state=$(printf '%s' "$pod" | jq -r '.[0] | if .metadata.deletionTimestamp then "being removed"
      elif any(.status.conditions[]?; .type == "Ready" and .status == "True") then "ready"
      else .status.containerStatuses[0].state.waiting.reason // "not ready" end')
    [ "$state" = ready ] || not_yet "The pod $name on $node is not ready: $state."
    runs=$(engine exec "$node" crictl ps -o json | jq -r --arg pod "$name" 'first(.containers[]? | select(.labels["io.kubernetes.pod.name"] == $pod) | .imageRef) // empty')
    [ -n "$runs" ] || not_yet "The container of $name has just ended."
    [ "$runs" = "$image" ] || not_yet "The pod $name on $node was started from another image than the one that $node calls $1 now."
    found=$(page "$name") || not_yet "The pod $name on $node is ready, but does not answer on port 80."
    [ "$found" = "$2" ] || not_yet "The pod $name on $node serves \"$(printf '%.40s' "$found")\", not \"$2\"."
  done
}
