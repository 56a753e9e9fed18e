[ -e /sys/fs/cgroup/cgroup.controllers ] && file=/sys/fs/cgroup/pod/memory.max || file=/sys/fs/cgroup/memory/pod/memory.limit_in_bytes
sudo sh -c "echo 256000000 > $file"
# platform: undo
[ -e /sys/fs/cgroup/cgroup.controllers ] && limit=max file=/sys/fs/cgroup/pod/memory.max || limit=-1 file=/sys/fs/cgroup/memory/pod/memory.limit_in_bytes
sudo sh -c "echo $limit > $file"
