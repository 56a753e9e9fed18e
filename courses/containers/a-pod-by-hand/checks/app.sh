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
joined app
in_pod sandbox
in_pod app
for _ in 1 2 3 4 5 6 7 8 9 10; do
  status=$(http_status http://127.0.0.1:8080/)
  [ "$status" != 200 ] || exit 0
  sleep 0.2 # it may have just begun
done
[ "$status" != 000 ] || not_yet "app is joined, but on dev port 8080 nobody answers. Does it serve on port 8080?"
not_yet "On dev, port 8080 answers with status $status, not 200."
