case $ANSWER in *[!0-9]*) not_yet "\"$ANSWER\" is not a number from 0 to 255." ;; esac
[ "$ANSWER" -eq "$VAR_CODE" ] || not_yet "Not $ANSWER. Ask for \$? right after ~/bin/riddle, before anything else."
