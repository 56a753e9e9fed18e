# Three containers of web:1 run with both labels, as the untouched file asks for, and not four.
engine() { timeout 5 docker "$@" 2>/dev/null; }
engine version >/dev/null || not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
file=/srv/desired/web.json
[ -e "$file" ] || not_yet "$file is gone. It should say again: name web, replicas 3, image web:1."
wanted=$(jq -r '"\(.name) \(.replicas) \(.image)"' "$file" 2>/dev/null)
[ "$wanted" = "web 3 web:1" ] ||
  not_yet "$file was changed: it says \"$wanted\", and should say \"web 3 web:1\". Change the containers, not the wish."

count() { engine ps -q "$@" | wc -l; }
both=$(count --filter label=app=web --filter label=managed-by=ctl)
if [ "$both" -ne 3 ]; then
  dead=$(count --all --filter status=exited --filter label=app=web --filter label=managed-by=ctl)
  [ "$dead" -eq 0 ] || not_yet "$both containers with both labels run, and $dead have ended. It should be 3 that run."
  one=$(count --filter label=app=web)
  [ "$one" -le "$both" ] || not_yet "$one running containers have the label app=web, but only $both of them managed-by=ctl as well."
  not_yet "$both containers run with the labels app=web and managed-by=ctl. It should be 3."
fi
for id in $(engine ps -q --filter label=app=web --filter label=managed-by=ctl); do
  image=$(engine inspect -f '{{.Config.Image}}' "$id")
  [ "$image" = web:1 ] || not_yet "One of the 3 containers has the image ${image:-that is gone}, not web:1."
done
