# Compares with the owners that the ready pods of web name right now.
cluster_answers
tidy() { printf %s "$1" | tr -d '[:space:]"' | tr '[:upper:]' '[:lower:]'; }
first=$(tidy "$ANSWER_FIRST")
second=$(tidy "$ANSWER_SECOND")
list_pods
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
