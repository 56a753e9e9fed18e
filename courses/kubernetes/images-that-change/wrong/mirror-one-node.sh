docker network connect kind kind-registry
docker exec lab-worker mkdir -p /etc/containerd/certs.d/localhost:5001
echo '[host."http://kind-registry:5000"]' |
  docker exec -i lab-worker tee /etc/containerd/certs.d/localhost:5001/hosts.toml
# platform: undo
docker network disconnect kind kind-registry
docker exec lab-worker rm -r /etc/containerd/certs.d/localhost:5001
