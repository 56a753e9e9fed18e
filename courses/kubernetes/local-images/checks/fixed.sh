# Beside trap, a pod of the same image is ready and serves the page, since it need not ask.
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
