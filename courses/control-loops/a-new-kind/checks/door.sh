# Makes a Website for a moment, and writes to it by both doors.
cluster_answers
website_is_known
jq -e 'any(.spec.versions[]; .storage and (.subresources | has("status")?))' "$work/crd" >/dev/null ||
  not_yet "The definition has no subresource status for v1. Is it at the height of schema:, and handed in?"
probe=probe-$(od -An -N4 -tx4 /dev/urandom | tr -d ' ')
clear_away() {
  trap '' EXIT INT TERM
  api delete website "$probe" -n default --wait=false >/dev/null
  rm -rf "$work"
}
trap clear_away EXIT
printf '{"apiVersion": "lab.example/v1", "kind": "Website", "metadata": {"name": "%s"}, "spec": {"html": "x", "replicas": 2}}' "$probe" |
  api create -n default -f - >/dev/null || not_yet "The API refuses a Website with html and 2 replicas."
# write BODY [OPTION]: what the Website is after that.
write() {
  api patch website "$probe" -n default --type=merge -p "$1" $2 >/dev/null
  api get website "$probe" -n default -o json >"$work/now" || not_yet "A Website was made, and was gone a moment later."
}
status='{"status": {"readyReplicas": 7, "observedGeneration": 1}}'
write "$status"
jq -e '.status.readyReplicas == null' "$work/now" >/dev/null || not_yet "A status that is written by the main door is kept. It should be ignored there."
loud_api patch website "$probe" -n default --type=merge --subresource=status -p "$status" >/dev/null 2>"$work/refused" ||
  not_yet "The API refuses a status in which readyReplicas is 7 and observedGeneration is 1: $(refused)"
api get website "$probe" -n default -o json >"$work/now" || not_yet "A Website was made, and was gone a moment later."
for field in readyReplicas observedGeneration; do
  jq -e --arg field "$field" '.status[$field] | type == "number"' "$work/now" >/dev/null ||
    not_yet "A status was written by its own door with $field in it, and the API has dropped that. Does the schema name it?"
done
[ "$(jq .metadata.generation "$work/now")" -eq 1 ] || not_yet "Writing the status has raised the generation."
if api patch website "$probe" -n default --type=merge --subresource=status -p '{"status": {"readyReplicas": "seven"}}' >/dev/null; then
  not_yet "The API takes the text \"seven\" for readyReplicas. It should be a whole number."
fi
write '{"spec": {"replicas": 4}}' --subresource=status
jq -e '.spec.replicas == 2' "$work/now" >/dev/null || not_yet "The spec can be changed by the door of the status."
