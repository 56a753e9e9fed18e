# Docker has hello:1.0, with the student's own page where nginx looks for it.
engine_answers

engine image inspect hello:1.0 >/dev/null || not_yet "Docker has no image hello:1.0."
found=$(image_page hello:1.0) || not_yet "In hello:1.0 there is no file /var/www/html/index.html."
[ "$found" = "$VAR_WORD" ] || not_yet "The page in hello:1.0 begins with \"$(printf '%.40s' "$found")\", and should be just \"$VAR_WORD\"."
