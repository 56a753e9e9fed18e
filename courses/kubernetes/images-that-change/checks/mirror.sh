# Both nodes pull the image from the registry, whatever they had before.
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
