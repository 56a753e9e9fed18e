case $ANSWER in *[!0-9]*) not_yet "\"$ANSWER\" is not a number." ;; esac
keeper=$(pid_of keeper) || not_yet "No process is called keeper now. Start it again, then look."
[ -d "/proc/$ANSWER" ] || not_yet "There is no process $ANSWER."
name=$(cat "/proc/$ANSWER/comm" 2>/dev/null)
[ "$name" = keeper ] || not_yet "Process $ANSWER is called $name."
