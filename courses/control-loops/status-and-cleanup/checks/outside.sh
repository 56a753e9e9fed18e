# Takes the file of one object away, and looks what goes, in which order, and what stays.
begin_probe /srv/desired /srv/status /srv/ext
bystander web:1
desire "$probe" 2
desire "$probe-2" 1
taken_up "$probe" 2
taken_up "$probe-2" 1
for name in "$probe" "$probe-2"; do
  within 5 test -d "/srv/ext/$name" || not_yet "The controller made no folder /srv/ext/$name. reconcile did so when you got it."
  within 8 test -e "/srv/status/$name.json" || not_yet "There is no /srv/status/$name.json, though its containers run."
done
other=$(running "$probe-2")
echo kept >"/srv/ext/$probe-2/note"
since=$(date +%s)
rm -f "/srv/desired/$probe.json"

# When the folder goes, the folder above it keeps the time.
folder_went=
all_gone() {
  if [ -z "$folder_went" ] && [ ! -e "/srv/ext/$probe" ]; then folder_went=$(stat -c %.9Y /srv/ext | tr -d .); fi
  kept=$(engine ps -aq --filter label=managed-by=ctl --filter "label=app=$probe" | grep -c .)
  [ "$kept" -eq 0 ] && [ -n "$folder_went" ] && [ ! -e "/srv/status/$probe.json" ]
}
if ! within 14 all_gone; then
  [ "$kept" -eq 0 ] || not_yet "The file of $probe was removed. 12 seconds later $kept of its containers are still there; docker ps -a shows them."
  [ -n "$folder_went" ] || not_yet "The containers of $probe are gone. 12 seconds after its file was removed, its folder /srv/ext/$probe is still there."
  not_yet "12 seconds after the file of $probe was removed, /srv/status/$probe.json still tells of it."
fi
destroyed=$(engine events --since "$since" --until "$(($(date +%s) + 1))" --filter event=destroy --filter label=managed-by=ctl \
  --filter "label=app=$probe" --format '{{.TimeNano}}' | sort -n | tail -n 1)
[ -n "$destroyed" ] || not_yet "Docker's engine was started anew in the midst of this. The check looks again soon."
# The time of a folder may be some milliseconds late.
[ "$((folder_went + 15000000))" -ge "$destroyed" ] ||
  not_yet "The folder /srv/ext/$probe went $(((destroyed - folder_went) / 1000000)) ms before the last of the containers that use it. It should go after them."
sleep 2
[ ! -e "/srv/ext/$probe" ] && [ ! -e "/srv/status/$probe.json" ] || not_yet "All of $probe was cleared away, and then its folder or its status came back."
[ "$(running "$probe-2")" = "$other" ] && [ -e "/srv/ext/$probe-2/note" ] && [ -e "/srv/status/$probe-2.json" ] ||
  not_yet "When the file of $probe was removed, another object, $probe-2, lost a container, what was in its folder, or its status."
container_running "$stranger" ||
  not_yet "A container with the label app=$probe, but without managed-by=ctl, was removed. It was not the controller's to remove."
