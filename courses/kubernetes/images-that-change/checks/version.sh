# The DaemonSet has changed over to an image of another name, on both nodes.
engine() { timeout 5 docker "$@" 2>/dev/null; }
engine version >/dev/null || not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
# image_page IMAGE: the page in an image of Docker's.
image_page() { engine run --rm --pull never --network none --entrypoint cat "$1" /var/www/html/index.html; }
# built IMAGE PAGE: has Docker this image, with this page?
built() {
  engine image inspect "$1" >/dev/null || not_yet "Docker has no image $1."
  found=$(image_page "$1") || not_yet "In $1 there is no file /var/www/html/index.html."
  [ "$found" = "$2" ] || not_yet "In Docker, the page in $1 begins with \"$(printf '%.40s' "$found")\", and should be just \"$2\"."
}
for node in lab-control-plane lab-worker; do
  container_running "$node" || not_yet "The node $node does not run. Start it: docker start $node"
done
admin=$(mktemp) || cannot_check "On dev no file can be made in /tmp."
trap 'rm -f "$admin"' EXIT
trap 'exit 2' INT TERM
timeout 5 kind get kubeconfig --name lab >"$admin" 2>/dev/null || not_yet "kind finds no cluster lab. Reset brings it back."
k() { timeout 5 kubectl --kubeconfig "$admin" "$@" 2>/dev/null; }
[ "$(k get --raw /readyz)" = ok ] || not_yet "The API server of cluster lab does not answer. It may just be starting; if it stays so, press Reset."
# on_node NODE IMAGE: puts the node's ID of the image into $image, nothing when its containerd has none of this name.
on_node() {
  images=$(engine exec "$1" crictl images -o json) || not_yet "containerd on $1 does not answer."
  image=$(printf '%s' "$images" | jq -r --arg tag "docker.io/library/$2" 'first(.images[]? | select(any(.repoTags[]?; . == $tag)) | .id) // empty')
}
# loaded NODE IMAGE: is it on the node, and the one that Docker has?
loaded() {
  on_node "$1" "$2"
  [ -n "$image" ] || not_yet "containerd on $1 has no image docker.io/library/$2."
  theirs=$(engine exec "$1" crictl inspecti -o json "$image" | jq -c '.info.imageSpec.rootfs.diff_ids')
  ours=$(engine image inspect "$2" | jq -c '.[0].RootFS.Layers')
  [ -n "$ours" ] || not_yet "Docker has no image $2."
  [ "$theirs" = "$ours" ] || not_yet "$1 has an image $2, but not the one that Docker has now. Load it again."
}
# page NAME: what the pod's server answers, asked through the API server. It may have started just now.
page() {
  until=$(($(date +%s) + 4))
  until answer=$(k get --raw "/api/v1/namespaces/default/pods/$1:80/proxy/"); do
    [ "$(date +%s)" -lt "$until" ] || return 1
    sleep 0.3
  done
  printf '%s\n' "$answer" | head -n 1
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

built hello:1.1 "$VAR_THIRD"
serves hello:1.1 "$VAR_THIRD"
