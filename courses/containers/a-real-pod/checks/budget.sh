open_cluster
open_pod
open_sandbox
count_processes
# The cgroup that limits the memory of each, and what the one above it may have: as the node sees them.
set -- $(in_node sh -c '
  for pid in "$@"; do
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
      at=/sys/fs/cgroup$(sed -n "s/^0:://p" "/proc/$pid/cgroup")
    else
      at=/sys/fs/cgroup/memory$(sed -n "s/^[0-9]*:\([^:]*,\)\{0,1\}memory\(,[^:]*\)\{0,1\}://p" "/proc/$pid/cgroup")
    fi
    dirname "$at"
  done
  cat "$(dirname "$at")/memory.max" 2>/dev/null || cat "$(dirname "$at")/memory.limit_in_bytes"' sh "$pause" "$app" "$sidecar")
[ "$#" = 4 ] && [ "$1" = "$3" ] && [ "$2" = "$3" ] || not_yet "A container of foo has just ended."
case $1 in
  *"$uid"* | *"$(printf '%s' "$uid" | tr - _)"*) ;;
  *) cannot_check "The cgroup of foo is not found: $1" ;;
esac
limit=$4
[ "$limit" = 100663296 ] && exit 0
case $limit in max | ???????????????*) not_yet "The group of the pod has no limit: as long as one container may take what it likes, so may the pod." ;; esac
not_yet "The group of the pod may have $limit bytes. 96 MiB are 100663296."
