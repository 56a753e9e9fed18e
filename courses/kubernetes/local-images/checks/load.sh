# The node has hello:1.0 where the kubelet looks, and it is the image that Docker has.
engine() { timeout 5 docker "$@" 2>/dev/null; }
engine version >/dev/null || not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
# image_page IMAGE: the page in an image of Docker's.
image_page() { engine run --rm --pull never --network none --entrypoint cat "$1" /var/www/html/index.html; }
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

container_running lab-control-plane || not_yet "The node lab-control-plane does not run. Start it: docker start lab-control-plane"
engine image inspect hello:1.0 >/dev/null || not_yet "Docker has no image hello:1.0 any more. Build it again."
loaded hello:1.0
found=$(image_page hello:1.0) || not_yet "In hello:1.0 there is no file /var/www/html/index.html."
[ "$found" = "$VAR_WORD" ] || not_yet "hello:1.0 is on the node, but its page begins with \"$(printf '%.40s' "$found")\", not \"$VAR_WORD\"."
