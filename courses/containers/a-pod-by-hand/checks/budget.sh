docker version >/dev/null 2>&1 || not_yet "The Docker engine does not answer. Wait a few seconds; if it stays so, press Reset."
runs() {
  state=$(docker inspect -f '{{.State.Status}}' "$1" 2>/dev/null) || not_yet "There is no container called $1."
  [ "$state" = running ] || not_yet "The container $1 does not run: it is $state."
}
group() {
  folder=$(container_cgroup "$1" memory) && dirname "$folder"
}
for name in sandbox app sidecar; do runs "$name"; done
pod=$(group sandbox) || not_yet "sandbox has just ended."
case $pod in */docker | */system.slice | /sys/fs/cgroup | /sys/fs/cgroup/memory) not_yet "sandbox has no group of a pod: it was started without --cgroup-parent /pod" ;; esac
for name in app sidecar; do
  found=$(group "$name") || not_yet "$name has just ended."
  [ "$found" = "$pod" ] || not_yet "$name is in the group $(basename "$found"), and sandbox in $(basename "$pod"). Start $name anew, with --cgroup-parent /$(basename "$pod")"
done
limit=$(memory_limit "$pod")
[ -n "$limit" ] || cannot_check "The memory limit of $pod cannot be read."
[ "$limit" = 268435456 ] && exit 0
case $limit in max | ???????????????*) not_yet "All three are in $(basename "$pod"), and this group has no limit on memory." ;; esac
not_yet "The group $(basename "$pod") may have $limit bytes. 256 MiB are 268435456."
