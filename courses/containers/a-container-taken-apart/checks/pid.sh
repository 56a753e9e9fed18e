case $ANSWER in '' | *[!0-9]*) not_yet "\"$ANSWER\" is not a number." ;; esac
docker version >/dev/null 2>&1 || not_yet "The Docker engine does not answer. Wait a few seconds; if it stays so, press Reset."
pid=$(container_pid foo) || not_yet "No container called foo is running. Start it: docker run -d --name foo box:1 sleep 1d"
[ "$ANSWER" = "$pid" ] && exit 0
[ "$ANSWER" != 1 ] || not_yet "1 is its number inside foo. On dev, 1 is the machine's own first process."
[ -d "/proc/$ANSWER" ] || not_yet "There is no process $ANSWER on dev. Was foo started anew since you looked?"
not_yet "Process $ANSWER on dev is called $(cat "/proc/$ANSWER/comm" 2>/dev/null), and is not what foo runs."
