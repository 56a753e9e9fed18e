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
runs app
runs sidecar
joined app
joined sidecar
in_pod app
in_pod sidecar
different_namespace mnt "$(container_pid app)" "$(container_pid sidecar)" || not_yet "app and sidecar have the same files."
timeout 20 docker exec sidecar wget -q -O /dev/null -T 2 http://127.0.0.1:8080/ >/dev/null 2>&1
case $? in
  0) ;;
  124) cannot_check "sidecar did not come to ask within 20 seconds: this machine is too busy." ;;
  *) not_yet "sidecar is joined, but gets no page from http://127.0.0.1:8080/. Does app serve?" ;;
esac
