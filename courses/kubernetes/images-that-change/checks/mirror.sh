# Both nodes pull the image from the registry, whatever they had before.
nodes_run lab-control-plane lab-worker

name=localhost:5001/hello:3.0
container_running kind-registry || not_yet "There is no running container kind-registry."
[ "$(http_status http://127.0.0.1:5001/v2/)" = 200 ] || not_yet "At http://localhost:5001/v2/ no registry answers."
for node in lab-control-plane lab-worker; do
  images=$(engine exec "$node" crictl images -o json) || not_yet "containerd on $node does not answer."
  # A pull asks the registry, also for an image that is there. One that was not is taken away again.
  if timeout 15 docker exec "$node" crictl pull "$name" >/dev/null 2>&1; then
    printf '%s' "$images" | jq -e --arg name "$name" 'any(.images[]?; any(.repoTags[]?; . == $name))' >/dev/null ||
      engine exec "$node" crictl rmi "$name" >/dev/null
    continue
  fi
  engine exec "$node" test -e /etc/containerd/certs.d/localhost:5001/hosts.toml ||
    not_yet "$node cannot pull $name: it has no file /etc/containerd/certs.d/localhost:5001/hosts.toml."
  engine inspect kind-registry | jq -e '.[0].NetworkSettings.Networks | has("kind")' >/dev/null ||
    not_yet "$node cannot pull $name: the container kind-registry is not on the network kind."
  not_yet "$node cannot pull $name. What says its hosts.toml? Try: docker exec $node crictl pull $name"
done
