# The node has hello:latest, and a pod of it fails all the same, since its policy asks a registry.
cluster_answers lab-control-plane

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
