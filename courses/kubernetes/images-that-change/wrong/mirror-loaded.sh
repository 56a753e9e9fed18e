kind load docker-image localhost:5001/hello:3.0 --name lab
# platform: undo
for node in $(kind get nodes --name lab); do docker exec $node crictl rmi localhost:5001/hello:3.0; done
