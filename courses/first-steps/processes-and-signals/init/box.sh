# The programs of the lesson. Repeatable: they are written anew, and nothing is started.
set -e
bin=$STUDENT_HOME/bin
mkdir -p "$bin"
cat >"$bin/keeper" <<'END'
#!/bin/sh
# Sleeps until it is asked to finish, and says so in ~/keeper.log.
trap 'echo "keeper $$ was asked to finish, and has tidied up" >>"$HOME/keeper.log"; exit 0' TERM
while :; do sleep 1; done
END
cat >"$bin/stubborn" <<'END'
#!/bin/sh
# Does not care for TERM, INT and HUP.
trap '' TERM INT HUP
echo $$ >"$HOME/stubborn.pid"
while :; do sleep 1; done
END
cat >"$bin/counter" <<'END'
#!/bin/bash
# Writes the next number to ~/count, five times a second.
# It waits by listening where nobody speaks: a sleep would be, for a moment, a second process that is called counter.
exec 3<> <(:)
n=0
while :; do n=$((n + 1)); echo $n >"$HOME/count"; read -r -t 0.2 -u 3; done
END
printf '#!/bin/sh\nexit %s\n' "$VAR_CODE" >"$bin/riddle"
chmod 755 "$bin/keeper" "$bin/stubborn" "$bin/counter" "$bin/riddle"
chown -R "$STUDENT_USER:" "$bin" 2>/dev/null || true
