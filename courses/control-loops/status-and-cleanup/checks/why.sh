# Desires an image that is not there, then one that is.
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

desire "$probe" 1 "$probe:none"
within 13 says "$probe" readyReplicas 0 || not_yet "$probe needs an image that is not there. 12 seconds later its status says readyReplicas: $(said "$probe" readyReplicas). Does ~/ctl.sh run?"
names_it() { said "$probe" message | grep -qF "$probe:none"; }
within 8 names_it || not_yet "$probe needs the image $probe:none, which is not there, and the message of its status is \"$(said "$probe" message | head -n 1 | cut -c 1-100)\". It should be what docker complains of."
desire "$probe" 1
taken_up "$probe" 1
settled() { case $(said "$probe" message) in '' | null) [ -s "/srv/status/$probe.json" ] ;; *) false ;; esac; }
within 10 settled || not_yet "All is well with $probe now, and the message of its status is still \"$(said "$probe" message | head -n 1 | cut -c 1-100)\"."
