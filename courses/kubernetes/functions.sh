# For checks that look into Docker and into the cluster lab on dev.

engine() { timeout 20 docker "$@" 2>/dev/null; }
engine_answers() {
  engine version >/dev/null || not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
}
# nodes_run NODE...: do the engine and these nodes run?
nodes_run() {
  engine_answers
  for node; do
    container_running "$node" || not_yet "The node $node does not run. Start it: docker start $node"
  done
}
# cluster_answers NODE...: and the API server? Whatever the student's own kubeconfig says, k asks it as the administrator.
cluster_answers() {
  nodes_run "$@"
  admin=$(mktemp) || cannot_check "On dev no file can be made in /tmp."
  trap 'rm -f "$admin"' EXIT
  trap 'exit 2' INT TERM
  timeout 20 kind get kubeconfig --name lab >"$admin" 2>/dev/null || not_yet "kind finds no cluster lab. Reset brings it back."
  [ "$(k get --raw /readyz)" = ok ] || not_yet "The API server of cluster lab does not answer. It may just be starting; if it stays so, press Reset."
}
k() { timeout 20 kubectl --kubeconfig "$admin" "$@" 2>/dev/null; }
# image_page IMAGE: the page in an image of Docker's.
image_page() { engine run --rm --pull never --network none --entrypoint cat "$1" /var/www/html/index.html; }
# on_node NODE IMAGE: puts the node's ID of the image into $image, nothing when its containerd has none of this name.
on_node() {
  images=$(engine exec "$1" crictl images -o json) || not_yet "containerd on $1 does not answer."
  image=$(printf '%s' "$images" | jq -r --arg tag "docker.io/library/$2" 'first(.images[]? | select(any(.repoTags[]?; . == $tag)) | .id) // empty')
}
# as_in_docker NODE IMAGE: is what on_node has found the image that Docker has?
as_in_docker() {
  ours=$(engine image inspect "$2") || not_yet "Docker has no image $2."
  # The ID is the same in both, unless Docker keeps its images as containerd does; the layers always are.
  [ "$image" != "$(printf '%s' "$ours" | jq -r '.[0].Id')" ] || return 0
  theirs=$(engine exec "$1" crictl inspecti -o json "$image" | jq -c '.info.imageSpec.rootfs.diff_ids')
  [ "$theirs" = "$(printf '%s' "$ours" | jq -c '.[0].RootFS.Layers')" ]
}
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
# page NAME: what a pod's server answers, asked through the API server. It may have started just now.
page() {
  until=$(($(date +%s) + 4))
  until answer=$(k get --raw "/api/v1/namespaces/default/pods/$1:80/proxy/"); do
    [ "$(date +%s)" -lt "$until" ] || return 1
    sleep 0.3
  done
  printf '%s\n' "$answer" | head -n 1
}
