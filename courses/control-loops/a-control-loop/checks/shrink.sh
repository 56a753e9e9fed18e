# Desires three containers, then two: which of them are left?
engine() { timeout 10 docker "$@" 2>/dev/null; }
engine version >/dev/null || not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
[ -d /srv/desired ] || not_yet "The folder /srv/desired is gone. Press Reset, or make it again: sudo mkdir /srv/desired"

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
    left=$(engine ps -aq --filter "label=probe=$probe"; for name in "$probe" "$probe-2"; do engine ps -aq --filter "label=app=$name"; done)
    if [ -n "$left" ]; then engine rm -f $left >/dev/null; quiet=0; else quiet=$((quiet + 1)); fi
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

desire "$probe" 3
taken_up "$probe" 3
before=$(running "$probe")
desire "$probe" 2
within 13 is "$probe" 2 || not_yet "$probe had 3 containers, and then its file asked for 2. 12 seconds later it had $(number "$probe")."
keeps 4 "$probe" 2 || not_yet "$probe should have 2 containers. It had 2, and a moment later $(number "$probe")."
for id in $(running "$probe"); do
  echo "$before" | grep -q "$id" ||
    not_yet "Of the 3 containers of $probe two should have been left, but more than one was removed and a new one was started."
done
