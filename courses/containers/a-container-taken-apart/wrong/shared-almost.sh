# platform: answer shared pid=$(docker inspect -f '{{.State.Pid}}' foo); for type in cgroup ipc mnt net pid time user uts; do [ "$(sudo readlink /proc/$pid/ns/$type)" = "$(readlink /proc/$$/ns/$type)" ] && echo $type; done | awk '$1 == "cgroup" { shared = 1; next } { print } END { if (!shared) print "cgroup" }' | xargs
# platform: undo
