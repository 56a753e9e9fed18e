# A pod that asks the registry each time is ready, and serves the page that was pushed.
engine() { timeout 5 docker "$@" 2>/dev/null; }
engine version >/dev/null || not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
# image_page IMAGE: the page in an image of Docker's.
image_page() { engine run --rm --pull never --network none --entrypoint cat "$1" /var/www/html/index.html; }
# built IMAGE PAGE: has Docker this image, with this page?
built() {
  engine image inspect "$1" >/dev/null || not_yet "Docker has no image $1."
  found=$(image_page "$1") || not_yet "In $1 there is no file /var/www/html/index.html."
  [ "$found" = "$2" ] || not_yet "In Docker, the page in $1 begins with \"$(printf '%.40s' "$found")\", and should be just \"$2\"."
}
for node in lab-control-plane lab-worker; do
  container_running "$node" || not_yet "The node $node does not run. Start it: docker start $node"
done
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
