docker run -d --name sidecar --cgroup-parent /pod --network container:sandbox --ipc container:sandbox box:1 wget -qO- http://127.0.0.1:8080/
docker wait sidecar
# platform: undo
docker rm -f sidecar
