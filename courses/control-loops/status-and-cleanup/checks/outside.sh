# Takes the file of one object away, and looks what goes, in which order, and what stays.
engine() { timeout 10 docker "$@" 2>/dev/null; }
engine version >/dev/null || not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
for folder in /srv/desired /srv/status /srv/ext; do
  [ -d "$folder" ] || not_yet "The folder $folder is gone. Reset brings it back."
done

probe=probe-$(od -An -N4 -tx4 /dev/urandom | tr -d ' ')
running() { engine ps -q --no-trunc --filter label=managed-by=ctl --filter "label=app=$1" | sort; }
number() { running "$1" | grep -c .; }
desire() {
  printf '{"name": "%s", "replicas": %s, "image": "%s"}\n' "$1" "$2" "${3:-web:1}" >"/srv/desired/.$1"
  mv "/srv/desired/.$1" "/srv/desired/$1.json"
}
# A loop may be in the midst of a pass, so what it made last is waited for.
clear_away() {
  trap '' EXIT INT TERM
  rm -f "/srv/desired/$probe"*.json "/srv/desired/.$probe"*
  quiet=0
  until [ "$quiet" -ge 3 ]; do
    made=$(ls -d "/srv/ext/$probe"* "/srv/status/$probe"* "/srv/status/.$probe"* 2>/dev/null)
    [ -z "$made" ] || rm -rf $made
    left=$(engine ps -aq --filter "label=probe=$probe"; for name in "$probe" "$probe-2"; do engine ps -aq --filter "label=app=$name"; done)
    [ -z "$left" ] || engine rm -f $left >/dev/null
    if [ -n "$made$left" ]; then quiet=0; else quiet=$((quiet + 1)); fi
    [ "$(date +%s)" -lt "$latest" ] || break
    sleep 0.5
  done
}
latest=$(($(date +%s) + 56))
trap clear_away EXIT
trap 'exit 2' INT TERM

# within SECONDS COMMAND...: does the command become true in this time?
within() {
  until=$(($(date +%s) + $1))
  shift
  until "$@"; do
    [ "$(date +%s)" -lt "$until" ] || return 1
    sleep 0.3
  done
}
is() { [ "$(number "$1")" -eq "$2" ]; }
some() { [ "$(number "$1")" -gt 0 ]; }
at_least() { [ "$(number "$1")" -ge "$2" ]; }
# keeps SECONDS NAME NUMBER: does it stay at this number?
keeps() {
  until=$(($(date +%s) + $1))
  while [ "$(date +%s)" -le "$until" ]; do
    is "$2" "$3" || return 1
    sleep 0.5
  done
}
# Has an object of ours been taken up?
taken_up() {
  within 13 at_least "$1" "$2" && return
  found=$(number "$1")
  [ "$found" -gt 0 ] || not_yet "A file for $1 was put into /srv/desired, and 12 seconds later nothing ran for it. Does ~/ctl.sh run, in the form that you have now?"
  not_yet "$1 should have $2 containers. 12 seconds later it had $found."
}
said() { jq -r ".$2" "/srv/status/$1.json" 2>/dev/null; }
says() { [ "$(said "$1" "$2")" = "$3" ]; }

stranger=$(engine run -d --pull never --label "app=$probe" --label "probe=$probe" web:1) ||
  not_yet "No container of the image web:1 can be started. Is the image gone? Reset brings it back."
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
