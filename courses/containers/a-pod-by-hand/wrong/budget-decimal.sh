[ -e /sys/fs/cgroup/cgroup.controllers ] && file=/sys/fs/cgroup/pod/memory.max || file=/sys/fs/cgroup/memory/pod/memory.limit_in_bytes
sudo sh -c "echo 256000000 > $file"
