# Offers Websites to the API, which answers and does not keep them.
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
offer '{"html": "<p>probe</p>", "replicas": 2, "colour": "blue"}' >"$work/made" ||
  not_yet "The API refuses a Website with html and 2 replicas: $(refused)"
for field in html replicas; do
  jq -e --arg field "$field" '.spec | has($field)' "$work/made" >/dev/null ||
    not_yet "A Website was offered with html and replicas, and the API has dropped $field: the schema doesn't name it."
done
jq -e '.spec | has("colour") | not' "$work/made" >/dev/null ||
  not_yet "A Website was offered with a colour, which no schema of ours names, and the API has kept it. It should keep html and replicas only."
if offer '{"html": 7}' >/dev/null; then not_yet "The API takes the number 7 for a html. It should be a text: type string."; fi
grep -q 'spec.html' "$work/refused" || not_yet "A Website whose html is a number is refused for another reason: $(refused)"
if offer '{"html": "x", "replicas": 1.5}' >/dev/null; then not_yet "The API takes 1.5 replicas. It should be a whole number: type integer."; fi
grep -q 'spec.replicas' "$work/refused" || not_yet "A Website with 1.5 replicas is refused for another reason: $(refused)"
