set -e
mkdir -p "$STUDENT_HOME/private"
printf '%s\n' "$VAR_WORD" >"$STUDENT_HOME/private/word"
chown -R "$STUDENT_USER:" "$STUDENT_HOME/private"
chmod 700 "$STUDENT_HOME/private"
