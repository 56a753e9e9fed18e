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
# Looked at from outside: quick, and a link would lead elsewhere.
note() {
  file=/proc/$(container_pid "$1")/root/dev/shm/note
  [ ! -L "$file" ] && stat -c %d:%i "$file" 2>/dev/null
}
one=$(note app) || not_yet "In app there is no file /dev/shm/note."
other=$(note sidecar) || not_yet "app has a file /dev/shm/note, and sidecar has none: it is another /dev/shm."
[ "$one" = "$other" ] || not_yet "Both have a /dev/shm/note, but these are two files, in two memories."
[ -s "/proc/$(container_pid app)/root/dev/shm/note" ] || not_yet "/dev/shm/note is empty."
