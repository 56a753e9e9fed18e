# Both nodes pull the image from the registry, whatever they had before.
nodes_run lab-control-plane lab-worker

name=localhost:5001/hello:3.0
container_running kind-registry || not_yet "There is no running container kind-registry."
[ "$(http_status http://127.0.0.1:5001/v2/)" = 200 ] || not_yet "At http://localhost:5001/v2/ no registry answers."
# there IMAGES FILTER: is there an image that the filter holds for?
there() { printf '%s' "$1" | jq -e "any(.images[]?; $2)" >/dev/null; }
# Removes what has just come to node $1; only the name, when the image was there under another.
take_away() {
  id=$(engine exec "$1" crictl images -o json | jq -r --arg name "$name" '.images[]? | select(any(.repoTags[]?; . == $name)) | .id')
  if there "$images" ".id == \"$id\""; then
    engine exec "$1" ctr --namespace k8s.io images rm "$name" >/dev/null
  else
    engine exec "$1" crictl rmi "$name" >/dev/null
  fi
}
for node in lab-control-plane lab-worker; do
  images=$(engine exec "$node" crictl images -o json) || not_yet "containerd on $node does not answer."
  # A pull asks the registry, also for an image that is there. One that was not is taken away again.
  if timeout 15 docker exec "$node" crictl pull "$name" >/dev/null 2>&1; then
    there "$images" "any(.repoTags[]?; . == \"$name\")" || take_away "$node"
    continue
  fi
  engine exec "$node" test -e /etc/containerd/certs.d/localhost:5001/hosts.toml ||
    not_yet "$node cannot pull $name: it has no file /etc/containerd/certs.d/localhost:5001/hosts.toml."
  engine inspect kind-registry | jq -e '.[0].NetworkSettings.Networks | has("kind")' >/dev/null ||
    not_yet "$node cannot pull $name: the container kind-registry is not on the network kind."
  not_yet "$node cannot pull $name. What says its hosts.toml? Try: docker exec $node crictl pull $name"
done
