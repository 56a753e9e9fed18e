# The ConfigMap by which tools find the registry says where it is.
cluster_answers lab-control-plane lab-worker

map=$(k get configmap local-registry-hosting --namespace kube-public --ignore-not-found -o json) ||
  cannot_check "The API server did not tell of the ConfigMap."
if [ -z "$map" ]; then
  where=$(k get configmap --all-namespaces -o json | jq -r 'first(.items[] | select(.metadata.name == "local-registry-hosting") | .metadata.namespace) // empty')
  [ -z "$where" ] || not_yet "There is a ConfigMap local-registry-hosting in the namespace $where. Tools look for it in kube-public."
  not_yet "There is no ConfigMap local-registry-hosting in the namespace kube-public."
fi
text=$(printf '%s' "$map" | jq -r '.data["localRegistryHosting.v1"] // empty')
[ -n "$text" ] || not_yet "The ConfigMap has no key localRegistryHosting.v1, but $(printf '%s' "$map" | jq -r '.data // {} | keys | join(", ") | if . == "" then "none at all" else . end')."
host=$(printf '%s\n' "$text" | sed -n "s/^host:[[:space:]]*[\"']\{0,1\}\([^\"'[:space:]]*\)[\"']\{0,1\}[[:space:]]*\(#.*\)\{0,1\}$/\1/p" | head -n 1)
[ "$host" = localhost:5001 ] || not_yet "The key localRegistryHosting.v1 gives the host as \"$host\", and should say host: \"localhost:5001\"."
