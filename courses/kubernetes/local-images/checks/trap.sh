# The node has hello:latest, and a pod of it fails all the same, since its policy asks a registry.
engine() { timeout 5 docker "$@" 2>/dev/null; }
engine version >/dev/null || not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
container_running lab-control-plane || not_yet "The node lab-control-plane does not run. Start it: docker start lab-control-plane"
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
# on_node IMAGE: puts the layers of the node's image into $layers, nothing when containerd has none of this name.
on_node() {
  images=$(engine exec lab-control-plane crictl images -o json) || not_yet "containerd on lab-control-plane does not answer."
  layers=
  printf '%s' "$images" | jq -e --arg tag "docker.io/library/$1" 'any(.images[]?; any(.repoTags[]?; . == $tag))' >/dev/null || return 0
  layers=$(engine exec lab-control-plane crictl inspecti -o json "docker.io/library/$1" | jq -c '.info.imageSpec.rootfs.diff_ids')
}
# loaded IMAGE: is it on the node, and the one that Docker has?
loaded() {
  on_node "$1"
  [ -n "$layers" ] || not_yet "containerd on lab-control-plane has no image docker.io/library/$1."
  built=$(engine image inspect "$1" | jq -c '.[0].RootFS.Layers')
  [ -n "$built" ] || not_yet "Docker has no image $1."
  [ "$layers" = "$built" ] || not_yet "The node has an image $1, but it is not the one that Docker has now. Load it again."
}

loaded hello:latest
look trap
image=$(of_pod '.spec.containers[0].image')
case $image in
  hello | hello:latest | docker.io/library/hello | docker.io/library/hello:latest) ;;
  *) not_yet "The pod trap has the image $image, not hello. Remove it, and make it again." ;;
esac
policy=$(of_pod '.spec.containers[0].imagePullPolicy')
[ "$policy" = Always ] || not_yet "The pod trap was made with the policy $policy. Remove it, and make it with the command as it stands."
found=$(state)
case $found in
  ErrImagePull | ImagePullBackOff) ;;
  *) not_yet "The pod trap is at $found. Give the node a moment to ask the registry." ;;
esac
said=$(printf '%s' "$ANSWER" | tr -d '[:space:]"' | tr '[:upper:]' '[:lower:]')
[ "$said" = "$(printf '%s' "$policy" | tr '[:upper:]' '[:lower:]')" ] || not_yet "The pod trap does not have the policy \"$(printf '%.40s' "$ANSWER")\". Look it up in the pod."
