# Compares with the owners that the ready pods of web name right now.
work=$(mktemp -d) || not_yet "There is no room left in /tmp, not even for a small file."
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM
timeout 5 docker version >/dev/null 2>&1 ||
  not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
timeout 5 kind get kubeconfig --name lab >"$work/config" 2>/dev/null ||
  not_yet "The cluster lab is gone, or its node does not run. If docker start lab-control-plane does not bring it back, press Reset."
api() { timeout 8 kubectl --kubeconfig "$work/config" --cache-dir "$work/cache" --request-timeout 6s "$@" 2>/dev/null; }
[ "$(api get --raw /readyz)" = ok ] ||
  not_yet "The API server of cluster lab does not answer. Wait a few seconds; if it stays so, press Reset."
tidy() { printf %s "$1" | tr -d '[:space:]"' | tr '[:upper:]' '[:lower:]'; }
first=$(tidy "$ANSWER_FIRST")
second=$(tidy "$ANSWER_SECOND")
api get pods,deployments,replicasets -n default -o json >"$work/objects" || not_yet "The API does not list the pods of the namespace default."
# The owners of pods of web that are ready, then the owners of those.
owners=$(jq -r '.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null) | select(.metadata.labels.app == "web")
  | select(any(.status.conditions[]?; .type == "Ready" and .status == "True"))
  | .metadata.ownerReferences[]? | select(.controller) | .uid' "$work/objects" | sort -u)
[ -n "$owners" ] || not_yet "No pod of web is ready that has an owner. Is the Deployment web still there?"
[ "$(printf '%s\n' "$owners" | wc -l)" -eq 1 ] || not_yet "The pods of web have different owners just now: one set is replacing the other. Wait until it is done."
above=$(jq -r --arg uid "$owners" '.items[] | select(.metadata.uid == $uid) | .metadata.ownerReferences[]? | select(.controller) | .uid' "$work/objects")
[ -n "$above" ] || not_yet "The owner of the pods of web has no owner itself. Was it made by hand? Reset brings the Deployment back."
kind_of() { jq -r --arg uid "$1" '.items[] | select(.metadata.uid == $uid) | "the \(.kind) \(.metadata.name)"' "$work/objects"; }
said() {
  found=$(kind_of "$1")
  printf %s "${found:-no pod, ReplicaSet or Deployment that is there now}"
}
[ "$first" = "$owners" ] || not_yet "The first uid is of $(said "$first"). The pods of web name another owner."
[ "$second" = "$above" ] || not_yet "The first is right: $(kind_of "$first"). The second uid is of $(said "$second"), and not of its owner."
