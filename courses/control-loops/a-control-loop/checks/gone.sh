# Takes the file of one object away. A second object, and a container that is not the controller's, stay.
begin_probe /srv/desired
bystander web:1
desire "$probe" 2
desire "$probe-2" 1
taken_up "$probe" 2
taken_up "$probe-2" 1
other=$(running "$probe-2")
rm -f "/srv/desired/$probe.json"
within 13 is "$probe" 0 || not_yet "$probe had 2 containers, and then its file was removed. 12 seconds later it had $(number "$probe")."
stays "$probe" 0 || not_yet "$probe has no file any more, had no container, and a moment later had $(number "$probe")."
left=$(engine ps -aq --filter label=managed-by=ctl --filter "label=app=$probe" | grep -c .)
[ "$left" -eq 0 ] || not_yet "The containers of $probe were stopped, and are still there: docker ps -a shows $left. Remove them."
[ "$(running "$probe-2")" = "$other" ] || not_yet "When the file of $probe was removed, the container of another object, $probe-2, was touched, too."
container_running "$stranger" ||
  not_yet "A container with the label app=$probe, but without managed-by=ctl, was removed. It was not the controller's to remove."
