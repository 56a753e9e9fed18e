[ -e /sys/fs/cgroup/cgroup.controllers ] && file=/sys/fs/cgroup/pod/memory.max || file=/sys/fs/cgroup/memory/pod/memory.limit_in_bytes
sudo sh -c "echo 256M > $file"
docker rm -f sidecar
docker run -d --name sidecar --network container:sandbox --ipc container:sandbox box:1 sleep 1d
# platform: undo
[ -e /sys/fs/cgroup/cgroup.controllers ] && limit=max file=/sys/fs/cgroup/pod/memory.max || limit=-1 file=/sys/fs/cgroup/memory/pod/memory.limit_in_bytes
sudo sh -c "echo $limit > $file"
docker rm -f sidecar
docker run -d --name sidecar --cgroup-parent /pod --network container:sandbox --ipc container:sandbox box:1 sleep 1d
