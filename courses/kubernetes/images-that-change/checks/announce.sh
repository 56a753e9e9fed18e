# The ConfigMap by which tools find the registry says where it is.
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
