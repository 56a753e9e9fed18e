docker run -d --name sidecar --cgroup-parent /pod box:1 sleep 1d
# platform: undo
docker rm -f sidecar
