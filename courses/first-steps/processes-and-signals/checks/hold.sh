counter=$(pid_of counter) || not_yet "No process is called counter: it has ended. Start it again, with its nice value."
state=$(sed 's/.*) //' "/proc/$counter/stat" 2>/dev/null | cut -c 1)
[ "$state" = T ] || not_yet "counter, process $counter, still goes on."
