open_cluster
open_pod
open_sandbox
count_processes
all=$(in_node sh -c 'cd /proc/1/ns && ls' | grep -v _for_children | sort | xargs)
[ -n "$all" ] || cannot_check "The node does not show its namespaces."
given=$(printf '%s' "$ANSWER" | tr '[:upper:]' '[:lower:]' | tr -cs 'a-z' '\n' | sed 's/^network$/net/; s/^mount$/mnt/; /^and$/d; /^$/d' | sort -u | xargs)
[ -n "$given" ] || not_yet "No type yet."
for type in $given; do
  case " $all " in *" $type "*) ;; *) not_yet "\"$type\" is no type of namespace. There are: $all" ;; esac
done
# Same in all three, and not the node's.
expected=$(in_node sh -c '
  for type in $4; do
    one=$(readlink /proc/$1/ns/$type) && [ "$one" = "$(readlink /proc/$2/ns/$type)" ] &&
      [ "$one" = "$(readlink /proc/$3/ns/$type)" ] && [ "$one" != "$(readlink /proc/1/ns/$type)" ] && echo $type
  done; true' sh "$pause" "$app" "$sidecar" "$all" | sort | xargs)
[ -n "$expected" ] || not_yet "A container of foo has just ended."
[ "$given" = "$expected" ] && exit 0
for type in $given; do
  case " $expected " in *" $type "*) continue ;; esac
  own=$(in_node sh -c 'readlink /proc/$1/ns/$3; readlink /proc/$2/ns/$3' sh "$app" "$sidecar" "$type" | sort -u | wc -l)
  [ "$own" = 1 ] || not_yet "$type is not shared: app and sidecar have different ones."
  not_yet "$type is shared with the whole node, and not only within the pod."
done
not_yet "What you name is shared, and there is more."
