open_cluster
open_pod
open_sandbox
count_processes
# folder PID: the cgroup that limits its memory, as the node sees it
folder() {
  in_node sh -c '
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
      echo "/sys/fs/cgroup$(sed -n "s/^0:://p" "/proc/$1/cgroup")"
    else
      echo "/sys/fs/cgroup/memory$(sed -n "s/^[0-9]*:\([^:]*,\)\{0,1\}memory\(,[^:]*\)\{0,1\}://p" "/proc/$1/cgroup")"
    fi' sh "$1"
}
group=$(dirname "$(folder "$app")")
case $group in
  *"$uid"* | *"$(printf '%s' "$uid" | tr - _)"*) ;;
  *) cannot_check "The cgroup of app is not found: $group" ;;
esac
for pid in "$pause" "$sidecar"; do
  [ "$(dirname "$(folder "$pid")")" = "$group" ] || not_yet "A container of foo has just ended."
done
limit=$(in_node sh -c 'cat "$1/memory.max" || cat "$1/memory.limit_in_bytes"' sh "$group")
[ -n "$limit" ] || cannot_check "The memory limit of $group cannot be read."
[ "$limit" = 100663296 ] && exit 0
case $limit in max | ???????????????*) not_yet "The group of the pod has no limit: as long as one container may take what it likes, so may the pod." ;; esac
not_yet "The group of the pod may have $limit bytes. 96 MiB are 100663296."
