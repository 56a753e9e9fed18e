docker version >/dev/null 2>&1 || not_yet "The Docker engine does not answer. Wait a few seconds; if it stays so, press Reset."
pid=$(container_pid foo) || not_yet "No container called foo is running. Start it: docker run -d --name foo box:1 sleep 1d"
# The machine's first process has the namespaces of the student's shell.
right=
for type in cgroup ipc mnt net pid time user uts; do
  if same_namespace "$type" 1 "$pid"; then right="$right $type"
  elif ! different_namespace "$type" 1 "$pid"; then cannot_check "The $type namespaces cannot be compared."; fi
done
found=$(printf %s "$ANSWER" | tr 'A-Z' 'a-z' | tr -cs 'a-z_' '\n' | sort -u)
[ -n "$found" ] || not_yet "There is no name of a type in \"$ANSWER\"."
for type in $found; do
  case " cgroup ipc mnt net pid time user uts " in
    *" $type "*) ;;
    *) not_yet "\"$type\" is none of the eight types." ;;
  esac
  case "$right " in *" $type "*) ;; *) not_yet "foo has a namespace of type $type of its own: the two numbers differ." ;; esac
done
count=$(printf '%s\n' "$found" | wc -l)
[ "$count" -eq "$(set -- $right; echo $#)" ] || not_yet "Those are shared, but they are not all."
