docker version >/dev/null 2>&1 || not_yet "The Docker engine does not answer. Wait a few seconds; if it stays so, press Reset."
runs() {
  state=$(docker inspect -f '{{.State.Status}}' "$1" 2>/dev/null) || not_yet "There is no container called $1."
  [ "$state" = running ] || not_yet "The container $1 does not run: it is $state."
}
group() {
  folder=$(container_cgroup "$1" memory) && dirname "$folder"
}
in_pod() {
  parent=$(group "$1") || not_yet "$1 has just ended."
  case $parent in */pod) ;; *) not_yet "The cgroup of $1 lies in $(basename "$parent"), not in pod. Start $1 anew, with --cgroup-parent /pod" ;; esac
}
joined() {
  guest=$(container_pid "$1") || not_yet "$1 has just ended."
  owner=$(container_pid sandbox) || not_yet "sandbox has just ended."
  engine=$(docker-engine pid) || cannot_check "The engine's process is not found."
  different_namespace net "$owner" "$engine" || not_yet "sandbox has no network of its own: it is in that of the engine."
  for type in net ipc; do
    same_namespace "$type" "$guest" "$owner" || not_yet "$1 is not in the $type namespace of sandbox."
  done
  different_namespace mnt "$guest" "$owner" || not_yet "$1 has no files of its own: it shares the mnt namespace."
}
runs sandbox
in_pod sandbox
mode=$(docker inspect -f '{{.HostConfig.IpcMode}} {{.HostConfig.NetworkMode}}' sandbox)
case $mode in
  "shareable "*) ;;
  *) not_yet "The ipc mode of sandbox is \"${mode% *}\", so that nobody can join. Start it anew, with --ipc shareable" ;;
esac
engine=$(docker-engine pid) || cannot_check "The engine's process is not found."
different_namespace net "$(container_pid sandbox)" "$engine" || not_yet "sandbox has no network of its own: it is in that of the engine."
docker port sandbox 8080 2>/dev/null | grep -q ':8080$' || not_yet "Port 8080 of dev does not lead to port 8080 of sandbox. Start it anew, with -p 8080:8080"
