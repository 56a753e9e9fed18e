# Deletes two Websites. The file of the second one cannot be removed for a while.
work=$(mktemp -d) || not_yet "There is no room left in /tmp, not even for a small file."
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM
timeout 5 docker version >/dev/null 2>&1 ||
  not_yet "Docker's engine on dev does not answer. It starts again by itself within seconds; if it stays away, press Reset."
timeout 5 kind get kubeconfig --name lab >"$work/config" 2>/dev/null ||
  not_yet "The cluster lab is gone, or its node does not run. If docker start lab-control-plane does not bring it back, press Reset."
api() { timeout 8 kubectl --kubeconfig "$work/config" --cache-dir "$work/cache" --request-timeout 6s "$@" 2>/dev/null; }
[ "$(api get --raw /readyz)" = ok ] ||
  not_yet "The API server of cluster lab does not answer. Wait a few seconds; if it stays so, press Reset."
api get crd websites.lab.example -o name >/dev/null || not_yet "The kind Website is gone. Bring it back: kubectl apply -f ~/crd.yaml"
# within SECONDS COMMAND...: does the command become true in this time?
within() {
  until=$(($(date +%s) + $1))
  shift
  until "$@"; do
    [ "$(date +%s)" -lt "$until" ] || return 1
    sleep 0.5
  done
}
# hello is there from the beginning, so a look at it spares the probe as long as no operator runs.
cared_for() { [ -z "$(api get website hello -n default -o name)" ] || [ -n "$(api get deployment hello -n default -o name)" ]; }
within 6 cared_for || not_yet "The Website hello has no Deployment hello. Does ~/operator.sh run, in the form that you have now?"

probe=probe-$(od -An -N4 -tx4 /dev/urandom | tr -d ' ')
sites=/srv/sites
# A loop may be in the midst of a pass, so what it made last is waited for.
clear_away() {
  trap '' EXIT INT TERM
  api delete validatingadmissionpolicybinding,validatingadmissionpolicy "$probe" --ignore-not-found >/dev/null
  umount "$sites/two.$probe.example.html" 2>/dev/null
  api delete websites --all -n "$probe" --wait=false >/dev/null
  for name in one two; do api patch website "$name" -n "$probe" --type=merge -p '{"metadata": {"finalizers": []}}' >/dev/null; done
  api delete namespace "$probe" --wait=false >/dev/null
  rm -rf "$work"
  quiet=0
  until [ "$quiet" -ge 8 ] || [ "$(date +%s)" -ge "$latest" ]; do
    set -- "$sites"/*"$probe.example.html"
    if [ -e "$1" ]; then rm -f "$@"; quiet=0; else quiet=$((quiet + 1)); fi
    sleep 0.5
  done
}
latest=$(($(date +%s) + 57))
trap clear_away EXIT
[ -d "$sites" ] || not_yet "The folder $sites is gone. Make it again: sudo mkdir $sites; sudo chown $STUDENT_USER: $sites"
api create namespace "$probe" >/dev/null || not_yet "No namespace can be made in cluster lab. The check looks again soon."
# website NAME DOMAIN [FINALIZER]
website() {
  jq -n --arg name "$1" --arg domain "$2" --arg word "${3:-}" '{apiVersion: "lab.example/v1", kind: "Website",
    metadata: {name: $name, finalizers: (if $word == "" then [] else [$word] end)}, spec: {domain: $domain, html: "probe"}}' |
    api create -n "$probe" -f - >/dev/null || not_yet "The API refuses a Website with the domain $2."
}
look() { api get websites,deployments,configmaps -n "$probe" -o json >"$work/objects"; }
# the KIND NAME FILTER: what the filter finds in it, as of the last look; nothing when it is not there.
the() {
  jq -r --arg kind "$1" --arg name "$2" '.items[] | select(.kind == $kind and .metadata.name == $name)
    | '"$3"' // empty' "$work/objects" 2>/dev/null
}
# The words of Website $1 that an operator has put in, a word a line.
words() { the Website "$1" '(.metadata.finalizers[]? | select(. != "probe.example/hold"))'; }
api create quota none -n "$probe" --hard pods=0 >/dev/null
website one "one.$probe.example" probe.example/hold
website two "two.$probe.example"
first=$sites/one.$probe.example.html
second=$sites/two.$probe.example.html
there() { look && [ -n "$(words one)" ] && [ -n "$(words two)" ] && [ -e "$first" ] && [ -e "$second" ]; }
within 12 there || not_yet "Two Websites were made. 12 seconds later they did not both have a finalizer of the operator and a file. Does ~/operator.sh run?"
the Website one '(.metadata.finalizers[]?)' | grep -qx probe.example/hold ||
  not_yet "A Website had the finalizer probe.example/hold of somebody else, and lost it when the operator put its own word in."
kept=$sites/kept.$probe.example.html
echo kept >"$kept"
chown "$STUDENT_USER:" "$kept"
# What is mounted can be removed by nobody, not even by root.
mount --bind "$second" "$second" 2>/dev/null || cannot_check "The file of the probe cannot be held fast."
api delete website one two -n "$probe" --wait=false >/dev/null
deleted=$(date +%s)

let_go() { look && [ ! -e "$first" ] && [ -z "$(words one)" ]; }
if ! within 12 let_go; then
  [ ! -e "$first" ] || not_yet "A Website was deleted. 12 seconds later its file $first is still there."
  not_yet "A Website was deleted and its file removed. 12 seconds later its finalizer $(words one | head -n 1) is still there."
fi
the Website one '(.metadata.finalizers[]?)' | grep -qx probe.example/hold ||
  not_yet "A Website had two finalizers, one of them somebody else's, and was let go altogether. Only our own word may be taken out."
while [ "$(date +%s)" -lt $((deleted + 7)) ]; do sleep 0.3; done
look
[ -n "$(words two)" ] ||
  not_yet "A Website was deleted whose file could not be removed, and its finalizer was taken out all the same. The file stays, and nobody knows of it."
umount "$second" 2>/dev/null
gone() { look && [ -z "$(the Website two .metadata.uid)" ] && [ ! -e "$second" ]; }
if ! within 12 gone; then
  [ ! -e "$second" ] || not_yet "The file of a deleted Website could not be removed at first, and then it could. 12 seconds later it is still there."
  not_yet "The file of a deleted Website was removed at last, and 12 seconds later the Website is still there."
fi
[ -e "$kept" ] || not_yet "Two Websites were deleted, and a file in $sites that belongs to neither of them was removed, too: $kept."
