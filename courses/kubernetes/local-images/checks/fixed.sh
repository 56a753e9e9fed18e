# Beside trap, a pod of the same image is ready and serves the page, since it need not ask.
cluster_answers lab-control-plane

look trap-fixed
image=$(of_pod '.spec.containers[0].image')
case $image in
  hello | hello:latest | docker.io/library/hello | docker.io/library/hello:latest) ;;
  *) not_yet "The pod trap-fixed has the image $image, which avoids the trap. Make it of hello:latest." ;;
esac
policy=$(of_pod '.spec.containers[0].imagePullPolicy')
[ "$policy" != Always ] || not_yet "The pod trap-fixed has the policy Always, as trap has. A pod's policy cannot be changed: remove it, and make it with another."
ready || not_yet "The pod trap-fixed is not ready. It is at $(state)."
found=$(page trap-fixed) || not_yet "The pod trap-fixed is ready, but nothing in it answers on port 80."
[ "$found" = "$VAR_WORD" ] || not_yet "The pod trap-fixed serves \"$(printf '%.40s' "$found")\", not \"$VAR_WORD\"."
