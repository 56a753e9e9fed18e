# A pod of hello:1.0 is ready, and its server gives the student's page.
cluster_answers lab-control-plane

look web
image=$(of_pod '.spec.containers[0].image')
case $image in
  hello:1.0 | docker.io/library/hello:1.0) ;;
  *) not_yet "The pod web has the image $image, not hello:1.0. Remove it, and make it again." ;;
esac
policy=$(of_pod '.spec.containers[0].imagePullPolicy')
[ "$policy" != Always ] || not_yet "The pod web has the policy Always, which asks a registry. Remove it, and make it without one."
ready || not_yet "The pod web is not ready. It is at $(state)."
found=$(page web) || not_yet "The pod web is ready, but nothing in it answers on port 80."
[ "$found" = "$VAR_WORD" ] || not_yet "The pod web serves \"$(printf '%.40s' "$found")\", not \"$VAR_WORD\"."
