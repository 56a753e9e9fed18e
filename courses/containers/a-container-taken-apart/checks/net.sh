docker version >/dev/null 2>&1 || not_yet "The Docker engine does not answer. Wait a few seconds; if it stays so, press Reset."
pid=$(container_pid foo) || not_yet "No container called foo is running. Start it: docker run -d --name foo box:1 sleep 1d"
right=$(readlink "/proc/$pid/ns/net" 2>/dev/null | tr -dc 0-9)
[ -n "$right" ] || cannot_check "The namespaces of process $pid cannot be read."
number=$(printf %s "$ANSWER" | tr -dc 0-9)
[ -n "$number" ] || not_yet "There is no number in \"$ANSWER\"."
[ "$number" = "$right" ] && exit 0
if [ "$number" = "$(readlink /proc/1/ns/net | tr -dc 0-9)" ]; then
  not_yet "$number is the network of your own shell."
fi
for type in mnt uts pid ipc user cgroup time; do
  if [ "$number" = "$(readlink "/proc/$pid/ns/$type" 2>/dev/null | tr -dc 0-9)" ]; then
    not_yet "$number is foo's namespace of type $type. Wanted is the one of type net."
  fi
done
not_yet "foo is in no namespace $number. Was it started anew since you looked?"
