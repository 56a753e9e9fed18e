docker rm -f sidecar
docker run -d --name sidecar --cgroup-parent /pod --pid container:app box:1 sleep 1d
