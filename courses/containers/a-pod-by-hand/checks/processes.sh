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
for name in sandbox app sidecar; do runs "$name"; done
engine=$(docker-engine pid) || cannot_check "The engine's process is not found."
app=$(container_pid app) || not_yet "app has just ended."
sidecar=$(container_pid sidecar) || not_yet "sidecar has just ended."
different_namespace pid "$sidecar" "$engine" || not_yet "sidecar sees all processes of the engine's machine. Only those of app are wanted."
same_namespace pid "$app" "$sidecar" || not_yet "sidecar does not see the processes of app: their pid namespaces differ."
joined app
joined sidecar
in_pod sidecar
different_namespace mnt "$app" "$sidecar" || not_yet "app and sidecar have the same files."
