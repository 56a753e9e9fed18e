for node in $(kind get nodes --name lab); do
  docker exec $node mkdir -p /etc/containerd/certs.d/localhost:5001
  echo '[host."http://kind-registry:5000"]' |
    docker exec -i $node tee /etc/containerd/certs.d/localhost:5001/hosts.toml
done
# platform: undo
for node in $(kind get nodes --name lab); do
  docker exec $node rm -r /etc/containerd/certs.d/localhost:5001
done
