docker version >/dev/null 2>&1 || not_yet "The Docker engine does not answer. Wait a few seconds; if it stays so, press Reset."
state=$(docker inspect -f '{{.State.Status}}' tight 2>/dev/null) || not_yet "There is no container called tight."
[ "$state" = running ] || not_yet "The container tight is there, but it does not run: it is $state."
memory=$(container_cgroup tight memory) && cpu=$(container_cgroup tight cpu) || not_yet "tight has just ended."
limit=$(memory_limit "$memory")
[ -n "$limit" ] || cannot_check "The memory limit of tight cannot be read."
if [ "$limit" != 536870912 ]; then
  case $limit in
    max | ???????????????*) not_yet "tight has no limit on memory." ;;
    *) not_yet "tight may have $limit bytes of memory. 512 MiB are 536870912." ;;
  esac
fi
if [ -e "$cpu/cpu.max" ]; then read -r quota period <"$cpu/cpu.max"
else quota=$(cat "$cpu/cpu.cfs_quota_us" 2>/dev/null) period=$(cat "$cpu/cpu.cfs_period_us" 2>/dev/null); fi
case $quota in
  '') cannot_check "The processor limit of tight cannot be read." ;;
  max | -1) not_yet "The memory is right, but tight has no limit on the processor." ;;
esac
[ $((quota * 2)) -eq "$period" ] ||
  not_yet "The memory is right, but tight may have $(awk "BEGIN { print $quota / $period }") processors, not 0.5."
