docker rm -f sidecar
docker run -d --name sidecar --cgroup-parent /pod --network container:sandbox --ipc container:sandbox --pid host box:1 sleep 1d
# platform: undo
docker rm -f sidecar
docker run -d --name sidecar --cgroup-parent /pod --network container:sandbox --ipc container:sandbox box:1 sleep 1d
