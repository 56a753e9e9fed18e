listening "$VAR_INNER" || not_yet "Nothing listens on port $VAR_INNER of m1."
if listening "$VAR_INNER" any; then not_yet "Port $VAR_INNER is open to others, too: it listens on more than 127.0.0.1."; fi
found=$(http_body "http://127.0.0.1:$VAR_INNER/word")
[ "$found" = "$VAR_WORD" ] || not_yet "On port $VAR_INNER there is no page /word with the word of ~/private."
