case $ANSWER in '' | *[!0-9]*) not_yet "\"$ANSWER\" is not a port." ;; esac
[ "$ANSWER" = "$VAR_HIDDEN" ] || not_yet "Port $ANSWER is not the one that was here when you came."
