# list_pods: the pods of the namespace default, and what may own them, in $work/objects
list_pods() {
  api get pods,deployments,replicasets -n default -o json >"$work/objects" || not_yet "The API does not list the pods of the namespace default."
}
# website_is_known: is the definition of the kind in force? It is in $work/crd then.
website_is_known() {
  api get crd -o json >"$work/kinds" || not_yet "The API does not list its definitions."
  jq '.items[] | select(.spec.group == "lab.example" and .spec.names.kind == "Website")' "$work/kinds" >"$work/crd"
  [ -s "$work/crd" ] || not_yet "The API has no definition of the kind Website in the group lab.example. Hand it in: kubectl apply -f ~/crd.yaml"
  jq -e 'any(.status.conditions[]?; .type == "Established" and .status == "True")' "$work/crd" >/dev/null ||
    not_yet "The definition was handed in, and is not in force: $(jq -r '[.status.conditions[]? | select(.status == "False") | .message][0] // "wait a second"' "$work/crd" | head -n 1 | cut -c 1-160)"
  jq -e 'any(.spec.versions[]; .name == "v1" and .served and .storage)' "$work/crd" >/dev/null ||
    not_yet "The version v1 of Website is not both served and stored, as it was in the file that you got."
  [ "$(jq -r .spec.scope "$work/crd")" = Namespaced ] ||
    not_yet "Websites have the scope $(jq -r .spec.scope "$work/crd"). They should lie in namespaces: Namespaced. A scope can't be changed; delete the definition, and hand it in anew."
}
# offer SPEC: what the API makes of a Website of this spec, which it does not keep; refused: what it said against it
offer() {
  printf '{"apiVersion": "lab.example/v1", "kind": "Website", "metadata": {"name": "probe", "namespace": "default"}, "spec": %s}' "$1" |
    loud_api create --dry-run=server --validate=false -o json -f - 2>"$work/refused"
}
refused() { tr '\n' ' ' <"$work/refused" | cut -c 1-200; }
