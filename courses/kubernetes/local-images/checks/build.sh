# Docker has hello:1.0, with the student's own page where nginx looks for it.
engine() { timeout 5 docker "$@" 2>/dev/null; }
engine version >/dev/null || not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
# image_page IMAGE: the page in an image of Docker's.
image_page() { engine run --rm --pull never --network none --entrypoint cat "$1" /var/www/html/index.html; }

engine image inspect hello:1.0 >/dev/null || not_yet "Docker has no image hello:1.0."
found=$(image_page hello:1.0) || not_yet "In hello:1.0 there is no file /var/www/html/index.html."
[ "$found" = "$VAR_WORD" ] || not_yet "The page in hello:1.0 begins with \"$(printf '%.40s' "$found")\", and should be just \"$VAR_WORD\"."
