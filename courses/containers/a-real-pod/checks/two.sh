open_cluster
open_pod
page=$(in_node crictl exec "$(id_of app)" cat /srv/index.html)
[ -n "$page" ] || not_yet "In app there is no page /srv/index.html, or it is empty."
for _ in 1 2 3 4 5; do
  answer=$(in_node crictl exec "$(id_of sidecar)" wget -qO- -T 2 http://127.0.0.1:8080/)
  [ -z "$answer" ] || break
  sleep 0.3 # a server that has just begun
done
[ -n "$answer" ] || not_yet "sidecar gets no page from http://127.0.0.1:8080/. Does app serve on port 8080?"
[ "$answer" = "$page" ] || not_yet "At 127.0.0.1:8080 sidecar gets \"$(printf '%.60s' "$answer" | head -n 1)\", and that is not app's page."
