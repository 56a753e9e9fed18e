# loaded IMAGE: is it on the node, and the one that Docker has?
loaded() {
  on_node lab-control-plane "$1"
  [ -n "$image" ] || not_yet "containerd on lab-control-plane has no image docker.io/library/$1."
  as_in_docker lab-control-plane "$1" || not_yet "The node has an image $1, but it is not the one that Docker has now. Load it again."
}
