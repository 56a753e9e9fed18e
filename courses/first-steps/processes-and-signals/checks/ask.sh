log=$STUDENT_HOME/keeper.log
if process_running keeper; then not_yet "keeper still runs, as process $(pid_of keeper)."; fi
[ -e "$log" ] || not_yet "keeper is gone, and has left no last line in ~/keeper.log."
grep -Eq '^keeper [0-9]+ was asked to finish' "$log" 2>/dev/null || not_yet "~/keeper.log is there, and has no last line of keeper's."
