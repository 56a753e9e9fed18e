listening 9000 || not_yet "Nothing listens on port 9000 of m2."
found=$(http_body http://127.0.0.1:9000/word)
[ "$found" = "$VAR_WORD" ] || not_yet "Port 9000 of m2 is open, and does not lead to the word."
# Root here may not look into processes of others; whose it is, may.
who=$(runuser -u "$STUDENT_USER" -- ss -Hltnp 'sport = :9000' 2>/dev/null)
case $who in *'"ssh"'*) exit 0 ;; esac
not_yet "The word is here, but no ssh of yours listens on port 9000. It should stay on m1, and come through a tunnel."
