# The registry runs at port 5001, and has the image with the fifth page.
engine_answers

container_running kind-registry || not_yet "There is no running container kind-registry."
[ "$(http_status http://127.0.0.1:5001/v2/)" = 200 ] || not_yet "kind-registry runs, but no registry answers at http://localhost:5001/v2/. Was it started with -p 127.0.0.1:5001:5000?"
http_body http://127.0.0.1:5001/v2/hello/tags/list | jq -e 'any(.tags[]?; . == "3.0")' >/dev/null 2>&1 ||
  not_yet "The registry has no image hello with the tag 3.0. Has localhost:5001/hello:3.0 been pushed?"
built localhost:5001/hello:3.0 "$VAR_FIFTH"
# The layers of an image are named in its configuration, which the registry has by its digest.
types='Accept: application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json'
config=$(curl -s -m 2 -H "$types" http://127.0.0.1:5001/v2/hello/manifests/3.0 | jq -r '.config.digest // empty')
pushed=$(http_body "http://127.0.0.1:5001/v2/hello/blobs/$config" | jq -c '.rootfs.diff_ids' 2>/dev/null)
[ "$pushed" = "$(engine image inspect localhost:5001/hello:3.0 | jq -c '.[0].RootFS.Layers')" ] ||
  not_yet "The registry has another hello:3.0 than Docker has now. Push it again."
