open_cluster
open_pod
open_sandbox
count_processes
# The namespaces of app, sidecar, pause and the node: pid of each, then mnt and net of the first two.
numbers=$(in_node sh -c '
  for pid in "$@"; do readlink "/proc/$pid/ns/pid" || echo gone; done
  for type in mnt net; do for pid in "$1" "$2"; do readlink "/proc/$pid/ns/$type" || echo gone; done; done' sh "$app" "$sidecar" "$pause" 1 | xargs)
set -- $numbers
[ $# = 8 ] || not_yet "The node does not answer. Wait a few seconds; if it stays so, press Reset."
case " $* " in *" gone "*) not_yet "A container of foo has just ended." ;; esac
[ "$1" != "$4" ] || not_yet "app sees all processes of the node. Only those of the pod are wanted."
[ "$1" = "$2" ] || not_yet "sidecar does not see the processes of app: their pid namespaces differ."
[ "$1" = "$3" ] || not_yet "app and sidecar share a pid namespace, and the pause container is not in it."
[ "$5" != "$6" ] || not_yet "app and sidecar have the same files."
[ "$7" = "$8" ] || not_yet "app and sidecar have different networks."
