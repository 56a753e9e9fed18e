docker version >/dev/null 2>&1 || not_yet "The Docker engine does not answer. Wait a few seconds; if it stays so, press Reset."
# What the kernel did may come to the engine after the end itself.
for _ in 1 2 3 4 5 6 7 8 9 10; do
  found=$(docker inspect -f '{{.State.Status}} {{.State.ExitCode}} {{.State.OOMKilled}} {{.HostConfig.Memory}}' greedy 2>/dev/null) ||
    not_yet "There is no container called greedy. One that was run with --rm is gone when it ends."
  [ "$found" = "exited 137 false 67108864" ] || break
  sleep 0.2
done
set -- $found
[ "$1" != running ] || not_yet "greedy still runs."
[ "$1" = exited ] || not_yet "greedy has not run: it is $1."
[ "$4" = 67108864 ] || not_yet "greedy had a limit of $4 bytes (0 means none). 64 MiB are 67108864."
[ "$3" = true ] || not_yet "greedy ended with status $2, and the engine does not know of memory that ran out."
[ "$2" = 137 ] || not_yet "In greedy some process ran out of memory, but not its first: it ended with status $2."
