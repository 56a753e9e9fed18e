# A pod that asks the registry each time is ready, and serves the page that was pushed.
cluster_answers lab-control-plane lab-worker

look fresh
found=$(of_pod '.spec.containers[0].image')
[ "$found" = localhost:5001/hello:3.0 ] || not_yet "The pod fresh has the image $found, not localhost:5001/hello:3.0. Remove it, and make it again."
policy=$(of_pod '.spec.containers[0].imagePullPolicy')
[ "$policy" = Always ] || not_yet "The pod fresh has the policy $policy. Remove it, and make it with Always."
ready || not_yet "The pod fresh is not ready. It is at $(state)."
found=$(page fresh) || not_yet "The pod fresh is ready, but nothing in it answers on port 80."
# The page may have been changed since; then it is the one that Docker has under this name.
[ "$found" = "$VAR_FIFTH" ] || [ "$found" = "$(image_page localhost:5001/hello:3.0 | head -n 1)" ] ||
  not_yet "The pod fresh serves \"$(printf '%.40s' "$found")\", which is neither \"$VAR_FIFTH\" nor what Docker has under this name now."
