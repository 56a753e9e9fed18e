# Makes a Website for a moment, and writes to it by both doors.
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
api get crd -o json >"$work/kinds" || not_yet "The API does not list its definitions."
jq '.items[] | select(.spec.group == "lab.example" and .spec.names.kind == "Website")' "$work/kinds" >"$work/crd"
[ -s "$work/crd" ] || not_yet "The API has no definition of the kind Website in the group lab.example. Hand it in: kubectl apply -f ~/crd.yaml"
jq -e 'any(.status.conditions[]?; .type == "Established" and .status == "True")' "$work/crd" >/dev/null ||
  not_yet "The definition was handed in, and is not in force: $(jq -r '[.status.conditions[]? | select(.status == "False") | .message][0] // "wait a second"' "$work/crd" | head -n 1 | cut -c 1-160)"
jq -e 'any(.spec.versions[]; .name == "v1" and .served and .storage)' "$work/crd" >/dev/null ||
  not_yet "The version v1 of Website is not both served and stored, as it was in the file that you got."
[ "$(jq -r .spec.scope "$work/crd")" = Namespaced ] ||
  not_yet "Websites have the scope $(jq -r .spec.scope "$work/crd"). They should lie in namespaces: Namespaced. A scope can't be changed; delete the definition, and hand it in anew."
# offer SPEC: what the API makes of a Website of this spec, which it does not keep.
offer() {
  printf '{"apiVersion": "lab.example/v1", "kind": "Website", "metadata": {"name": "probe", "namespace": "default"}, "spec": %s}' "$1" |
    timeout 8 kubectl --kubeconfig "$work/config" --cache-dir "$work/cache" --request-timeout 6s \
      create --dry-run=server --validate=false -o json -f - 2>"$work/refused"
}
refused() { tr '\n' ' ' <"$work/refused" | cut -c 1-200; }
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
write "$status" --subresource=status
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
