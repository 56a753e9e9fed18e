# The pod asks for an image that the node has not got, with the policy that it has by itself.
cluster_answers lab-control-plane

look before
image=$(of_pod '.spec.containers[0].image')
case $image in
  hello:1.0 | docker.io/library/hello:1.0) ;;
  *) not_yet "The pod before has the image $image, not hello:1.0. Remove it, and make it again." ;;
esac
policy=$(of_pod '.spec.containers[0].imagePullPolicy')
[ "$policy" = IfNotPresent ] || not_yet "The pod before was made with the policy $policy. Remove it, and make it with the command as it stands."
found=$(state)
case $found in
  ErrImagePull | ImagePullBackOff) ;;
  Running) not_yet "The pod before runs, so the node has hello:1.0 already. Remove the pod, then the image: docker exec lab-control-plane crictl rmi hello:1.0" ;;
  *) not_yet "The pod before is at $found. Give the node a moment to look for the image." ;;
esac
case $(printf '%s' "$ANSWER" | tr -d '[:space:]' | tr '[:upper:]' '[:lower:]') in
  errimagepull | imagepullbackoff) ;;
  *) not_yet "Why the container waits is not \"$(printf '%.40s' "$ANSWER")\". kubectl get pod before has it in the column STATUS." ;;
esac
