# A server on a port that differs; one is enough when init runs again.
ss -Hltn "sport = :$VAR_HIDDEN" | grep -q . && exit 0
mkdir -p /srv/hidden
setsid python3 -m http.server "$VAR_HIDDEN" --directory /srv/hidden </dev/null >/dev/null 2>&1 &
until ss -Hltn "sport = :$VAR_HIDDEN" | grep -q .; do sleep 0.1; done
