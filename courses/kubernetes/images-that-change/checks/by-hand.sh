# hello:2.0 is on the worker and not on the control plane, and a pod of it runs.
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

# look NAME: puts the pod into $pod, as the API server has it.
look() {
  pod=$(k get pod "$1" --namespace default --ignore-not-found -o json) || cannot_check "The API server did not tell of the pod $1."
  [ -n "$pod" ] || not_yet "There is no pod $1 in the namespace default."
}
of_pod() { printf '%s' "$pod" | jq -r "$1"; }
ready() {
  [ "$(of_pod '.metadata.deletionTimestamp == null and any(.status.conditions[]?; .type == "Ready" and .status == "True")')" = true ]
}
# How its container stands, in a word: Running, ErrImagePull, Completed.
state() {
  of_pod '.status.containerStatuses[0].state as $s
    | $s.waiting.reason // $s.terminated.reason // if $s.running then "Running" else .status.phase end'
}
# page NAME: what its server answers, asked through the API server. It may have started just now.
page() {
  until=$(($(date +%s) + 4))
  until answer=$(k get --raw "/api/v1/namespaces/default/pods/$1:80/proxy/"); do
    [ "$(date +%s)" -lt "$until" ] || return 1
    sleep 0.3
  done
  printf '%s\n' "$answer" | head -n 1
}
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

built hello:2.0 "$VAR_FOURTH"
loaded lab-worker hello:2.0
on_node lab-control-plane hello:2.0
[ -z "$image" ] || not_yet "hello:2.0 is on lab-control-plane as well. Remove it there: docker exec lab-control-plane crictl rmi hello:2.0"
look by-hand
found=$(of_pod '.spec.containers[0].image')
[ "${found#docker.io/library/}" = hello:2.0 ] || not_yet "The pod by-hand has the image $found, not hello:2.0. Remove it, and make it again."
found=$(of_pod '.spec.nodeName // "no node yet"')
[ "$found" = lab-worker ] || not_yet "The pod by-hand is on $found, and should be on lab-worker."
ready || not_yet "The pod by-hand is not ready. It is at $(state)."
found=$(page by-hand) || not_yet "The pod by-hand is ready, but nothing in it answers on port 80."
[ "$found" = "$VAR_FOURTH" ] || not_yet "The pod by-hand serves \"$(printf '%.40s' "$found")\", not \"$VAR_FOURTH\"."
