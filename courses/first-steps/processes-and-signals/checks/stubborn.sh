note=$STUDENT_HOME/stubborn.pid
[ -e "$note" ] || not_yet "stubborn has not been started yet."
if process_running stubborn; then not_yet "stubborn still runs, as process $(pid_of stubborn)."; fi
