# For checks that desire an object which nobody could know, and look at what becomes of it.

engine() { timeout 10 docker "$@" 2>/dev/null; }
# begin_probe FOLDER...: names the object, and has all of it cleared away at the end, whatever that is
begin_probe() {
  engine version >/dev/null || not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
  for folder; do
    [ -d "$folder" ] || not_yet "The folder $folder is gone. Reset brings it back."
  done
  probe=probe-$(od -An -N4 -tx4 /dev/urandom | tr -d ' ')
  latest=$(($(date +%s) + 56))
  more=0
  trap clear_away EXIT
  trap 'exit 2' INT TERM
}
running() { engine ps -q --no-trunc --filter label=managed-by=ctl --filter "label=app=$1" | sort; }
# number NAME: nothing, and false, when the engine does not tell
number() {
  _ids=$(engine ps -q --filter label=managed-by=ctl --filter "label=app=$1") || return
  printf '%s' "$_ids" | wc -w
}
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
    left=$(
      engine ps -aq --filter "label=probe=$probe"
      engine ps -a --filter label=app --format '{{.ID}} {{.Label "app"}}' | awk -v begin="$probe" 'index($2, begin) == 1 { print $1 }'
    )
    [ -z "$left" ] || engine rm -f $left >/dev/null
    if [ -n "$made$left" ]; then quiet=0; else quiet=$((quiet + 1)); fi
    [ "$(date +%s)" -lt "$latest" ] || break
    sleep 0.5
  done
}
# within SECONDS COMMAND...: does the command become true in this time?
within() {
  until=$(($(date +%s) + $1))
  shift
  until "$@"; do
    [ "$(date +%s)" -lt "$until" ] || return 1
    sleep 0.3
  done
}
is() { _number=$(number "$1") && [ "$_number" -eq "$2" ]; }
at_least() { _number=$(number "$1") && [ "$_number" -ge "$2" ]; }
# Has an object of ours been taken up?
taken_up() { within 13 at_least "$1" "$2" || not_taken_up "$1" "$2"; }
not_taken_up() {
  found=$(number "$1") || cannot_check "Docker's engine on dev does not tell what runs."
  [ "$found" -gt 0 ] || not_yet "A file for $1 was put into /srv/desired, and 12 seconds later nothing ran for it. Does ~/ctl.sh run, in the form that you have now?"
  not_yet "$1 should have $2 containers. 12 seconds later it had $found."
}
# stays NAME NUMBER: does it stay at this number for another whole pass of the controller? How long one takes, nobody
# knows. But when two more objects have been taken up, one after the other, the pass that took up the first has ended.
stays() {
  for _ in 1 2; do
    more=$((more + 1))
    desire "$probe-more$more" 1
    within 13 strayed_or_taken_up "$@" || not_taken_up "$probe-more$more" 1
    is "$@" || return 1
  done
}
strayed_or_taken_up() { ! is "$@" || at_least "$probe-more$more" 1; }
# bystander IMAGE [COMMAND...]: a container that carries the object's name, and is not the controller's; sets $stranger
bystander() {
  stranger=$(engine run -d --pull never --label "app=$probe" --label "probe=$probe" "$@") ||
    not_yet "No container of the image $1 can be started. Is the image gone? Reset brings it back."
}

# For checks that ask the cluster lab.

# cluster_answers: comes before all else that asks it; $work is a folder for the check, and goes with it
cluster_answers() {
  work=$(mktemp -d) || not_yet "There is no room left in /tmp, not even for a small file."
  trap 'rm -rf "$work"' EXIT
  trap 'exit 2' INT TERM
  timeout 10 docker version >/dev/null 2>&1 ||
    not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
  timeout 10 kind get kubeconfig --name lab >"$work/config" 2>/dev/null ||
    not_yet "The cluster lab is gone, or its node does not run. If docker start lab-control-plane does not bring it back, press Reset."
  [ "$(api get --raw /readyz)" = ok ] ||
    not_yet "The API server of cluster lab does not answer. Wait a few seconds; if it stays so, press Reset."
}
# loud_api ARGUMENT...: kubectl, whatever the student's is set to; api: without its errors
loud_api() { timeout 8 kubectl --kubeconfig "$work/config" --cache-dir "$work/cache" --request-timeout 6s "$@"; }
api() { loud_api "$@" 2>/dev/null; }
cared_for() { [ -z "$(api get website hello -n default -o name)" ] || [ -n "$(api get deployment hello -n default -o name)" ]; }
# Does an operator run? hello is there from the beginning, so a look at it spares the check its wishes as long as none does.
# It is not waited for: the check comes by again.
operator_runs() {
  api get crd websites.lab.example -o name >/dev/null || not_yet "The kind Website is gone. Bring it back: kubectl apply -f ~/crd.yaml"
  cared_for || not_yet "The Website hello has no Deployment hello. Does ~/operator.sh run, in the form that you have now?"
}
