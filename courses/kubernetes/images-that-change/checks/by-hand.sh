# hello:2.0 is on the worker and not on the control plane, and a pod of it runs.
cluster_answers lab-control-plane lab-worker

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
