# Desires two containers of an object that nobody could know, removes one, and counts.
begin_probe /srv/desired
desire "$probe" 2
taken_up "$probe" 2
stays "$probe" 2 || not_yet "$probe should have 2 containers. It had 2, and a moment later $(number "$probe"): each pass may start only what is missing."
before=$(running "$probe")
for id in $before; do
  image=$(engine inspect -f '{{.Config.Image}}' "$id")
  [ "$image" = web:1 ] || not_yet "$probe should have containers of the image web:1, and one has ${image:-none}."
done
engine rm -f "$(echo "$before" | head -n 1)" >/dev/null
within 13 is "$probe" 2 || not_yet "$probe had 2 containers, and one was removed. 12 seconds later it had $(number "$probe")."
stays "$probe" 2 || not_yet "After one container of $probe was replaced there were 2, and a moment later $(number "$probe")."
running "$probe" | grep -q "$(echo "$before" | tail -n 1)" ||
  not_yet "One container of $probe was removed, and the other one was replaced as well. It was well, so it should stay."
