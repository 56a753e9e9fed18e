open_cluster
open_pod
open_sandbox
count_processes
# A line for each type: its name, and the namespaces of pause, app, sidecar and the node.
table=$(in_node sh -c '
  cd /proc/1/ns && for type in *; do
    case $type in *_for_children) continue ;; esac
    echo "$type $(for pid in "$@"; do readlink "/proc/$pid/ns/$type" || echo gone; done | xargs)"
  done' sh "$pause" "$app" "$sidecar" 1)
all=$(printf '%s\n' "$table" | awk '{ print $1 }' | xargs)
[ -n "$all" ] || cannot_check "The node does not show its namespaces."
case $table in *gone*) not_yet "A container of foo has just ended." ;; esac
expected=$(printf '%s\n' "$table" | awk '$2 == $3 && $3 == $4 && $4 != $5 { print $1 }' | sort | xargs)
given=$(printf '%s' "$ANSWER" | tr '[:upper:]' '[:lower:]' | tr -cs 'a-z' '\n' | sed 's/^network$/net/; s/^mount$/mnt/; /^and$/d; /^$/d' | sort -u | xargs)
[ -n "$given" ] || not_yet "No type yet."
for type in $given; do
  case " $all " in *" $type "*) ;; *) not_yet "\"$type\" is no type of namespace. There are: $all" ;; esac
done
[ "$given" = "$expected" ] && exit 0
for type in $given; do
  case " $expected " in *" $type "*) continue ;; esac
  printf '%s\n' "$table" | awk -v type="$type" '$1 == type && $3 == $4 { found = 1 } END { exit !found }' ||
    not_yet "$type is not shared: app and sidecar have different ones."
  not_yet "$type is shared with the whole node, and not only within the pod."
done
not_yet "What you name is shared, and there is more."
