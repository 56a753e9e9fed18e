# dns drops an instance that ends, and takes it up again. The probe ends one, so what disturbs nobody is looked at first.
on() {
  ip=$1
  shift
  timeout 15 runuser -u "$STUDENT_USER" -- ssh -o BatchMode=yes -o ConnectTimeout=10 "$ip" "$@" 2>/dev/null
}
given() { timeout 3 dig +time=1 +tries=2 +short "@$IP_DNS" api.lab A 2>/dev/null | grep -E '^[0-9.]+$' | sort -u; }
# True as soon as api.lab has so many addresses, with or without this one; false after 10 s.
becomes() {
  until=$(($(date +%s) + 10))
  while [ "$(date +%s)" -le "$until" ]; do
    now=$(given)
    if [ "$(echo "$now" | grep -c .)" = "$1" ]; then
      case $2 in
        without) echo "$now" | grep -qxF "$3" || return 0 ;;
        with) echo "$now" | grep -qxF "$3" && return 0 ;;
      esac
    fi
    sleep 0.5
  done
  return 1
}

for one in "be1 $IP_BE1" "be2 $IP_BE2" "be3 $IP_BE3"; do
  [ "$(http_body "http://${one#* }:8080/health")" = ok ] || not_yet "${one% *} is not running, and the check wants to end one itself. \`sudo backend start\` on ${one% *}."
done
[ "$(given | grep -c .)" = 3 ] || not_yet "All three instances live, and dns gives $(given | grep -c .) addresses for api.lab."
loops=$(on "$IP_DNS" "pgrep -fc '^(/[^ ]*/)?(ba|da)?sh .*follow\.sh'; echo end") || not_yet "dns does not answer to ssh as it should. Press Reset for dns, if need be."
[ "$(echo "$loops" | head -n 1)" -ge 1 ] 2>/dev/null || not_yet "All three live, and dns knows them. follow.sh does not run on dns."

number=$(($(od -An -N2 -tu2 /dev/urandom) % 3 + 1))
case $number in 1) ip=$IP_BE1 ;; 2) ip=$IP_BE2 ;; *) ip=$IP_BE3 ;; esac
guard=''
restore() { [ -z "$guard" ] || printf 'backend start\nkill -- -%s\n' "$guard" | on "$ip" sudo sh -s; }
trap 'restore >/dev/null 2>&1' EXIT
trap 'exit 2' TERM INT HUP
# Should this check be killed, the instance comes back all the same.
guard=$(printf '%s\n' 'setsid sh -c "sleep 60; backend start" </dev/null >/dev/null 2>&1 &' 'echo $!' 'backend stop' | on "$ip" sudo sh -s)
[ -n "$guard" ] || not_yet "be$number does not answer to ssh as it should. Press Reset for be$number."
becomes 2 without "$ip" || not_yet "The check ended be$number for a moment. 10 seconds later dns gave $(given | grep -c .) addresses for api.lab, $(if given | grep -qxF "$ip"; then echo "be$number among them"; else echo "and not the two others"; fi)."
restore >/dev/null 2>&1
guard=''
becomes 3 with "$ip" || not_yet "The check ended be$number and started it again. dns dropped it, and has not taken it up again within 10 seconds."
