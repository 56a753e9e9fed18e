docker version >/dev/null 2>&1 || not_yet "The Docker engine does not answer. Wait a few seconds; if it stays so, press Reset."
container_running foo || not_yet "No container called foo is running. Start it: docker run -d --name foo box:1 sleep 1d"
# Asked inside: whatever a link there points to, it stays there.
name=$(timeout 12 docker exec foo hostname 2>/dev/null) || not_yet "foo does not run commands at the moment."
found=$(timeout 12 docker exec foo head -c 200 /srv/note 2>/dev/null) || not_yet "In foo there is no file /srv/note."
[ -n "$found" ] || not_yet "/srv/note in foo is empty."
[ "$found" = "$name" ] && exit 0
[ "$found" != "$(hostname)" ] || not_yet "/srv/note in foo holds \"$found\". That is what your own machine is called."
not_yet "/srv/note in foo holds \"$(printf %s "$found" | tr '\n' ' ' | head -c 60)\", but foo is called $name."
