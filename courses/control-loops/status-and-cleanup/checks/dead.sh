# Kills a container, and looks whether the dead one goes and the dead of others stay.
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

stranger=$(engine run -d --pull never --label "app=$probe" --label "probe=$probe" box:1 true) ||
  not_yet "No container of the image box:1 can be started. Is the image gone? Reset brings it back."
desire "$probe" 2
taken_up "$probe" 2
victim=$(running "$probe" | head -n 1)
other=$(running "$probe" | tail -n 1)
engine kill "$victim" >/dev/null
gone() { ! engine ps -aq --no-trunc | grep -q "$victim"; }
within 13 gone || not_yet "A container of $probe was killed. 12 seconds later, docker ps -a still shows it."
within 13 is "$probe" 2 || not_yet "A container of $probe was killed and cleared away, but not replaced: $(number "$probe") runs, and 2 should."
running "$probe" | grep -q "$other" || not_yet "One container of $probe was killed, and another one, which ran, was removed as well."
engine ps -aq --no-trunc | grep -q "$stranger" ||
  not_yet "An ended container with the label app=$probe, but without managed-by=ctl, was removed. It was somebody else's."
