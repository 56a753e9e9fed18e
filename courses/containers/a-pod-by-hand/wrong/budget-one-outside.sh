[ -e /sys/fs/cgroup/cgroup.controllers ] && file=/sys/fs/cgroup/pod/memory.max || file=/sys/fs/cgroup/memory/pod/memory.limit_in_bytes
sudo sh -c "echo 256M > $file"
docker rm -f sidecar
docker run -d --name sidecar --network container:sandbox --ipc container:sandbox box:1 sleep 1d
