counter=$(pid_of counter) || not_yet "No process is called counter."
# The 19th field of stat, behind the name, which may hold spaces.
value=$(sed 's/.*) //' "/proc/$counter/stat" 2>/dev/null | cut -d ' ' -f 17)
[ -n "$value" ] || not_yet "counter has just ended."
[ "$value" = 10 ] || not_yet "counter has the nice value $value."
