# The status of hello says what is: of this generation, 0 are ready.
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
api get websites -n default -o json >"$work/sites" || not_yet "The API does not list Websites."
jq '.items[] | select(.metadata.name == "hello")' "$work/sites" >"$work/hello"
[ -s "$work/hello" ] || not_yet "There is no Website hello in the namespace default: kubectl apply -f ~/hello.yaml"
ask() { jq -r "$1 // \"nothing\"" "$work/hello"; }
generation=$(ask .metadata.generation)
[ "$generation" -ge 2 ] || not_yet "hello has generation 1: its spec has not been changed yet. Wish for another number of replicas."
observed=$(ask .status.observedGeneration)
[ "$observed" != nothing ] || not_yet "The status of hello says nothing about a generation."
[ "$observed" = "$generation" ] || not_yet "The status of hello speaks of generation $observed. Its generation is $generation."
ready=$(ask .status.readyReplicas)
[ "$ready" != nothing ] || not_yet "The status of hello doesn't say how many replicas are ready."
[ "$ready" -eq 0 ] || not_yet "The status of hello says that $ready replicas are ready. It is a wish that nobody has made true: there are 0."
