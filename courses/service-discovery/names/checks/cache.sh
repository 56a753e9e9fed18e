# The programs of client ask a resolver on client, which asks dns and remembers what it was told.
first=$(awk '$1 == "nameserver" { print $2; exit }' /etc/resolv.conf 2>/dev/null)
case $first in
  127.0.0.1) ;;
  *) not_yet "The first name server in client's /etc/resolv.conf is ${first:-missing}. Programs should ask 127.0.0.1." ;;
esac
ask() { timeout 5 dig +time=2 +tries=2 +noall +answer "@$1" api.lab A 2>/dev/null; }
left() { ask 127.0.0.1 | awk '$4 == "A" { print $2; exit }'; }
before=$(left)
[ -n "$before" ] || not_yet "On client nothing at 127.0.0.1 knows an address of api.lab. Does dnsmasq run here, and does it ask dns?"
whole=$(ask "$IP_DNS" | awk '$4 == "A" { print $2; exit }')
[ -n "$whole" ] || not_yet "dns gives no address of api.lab any more."
# What is remembered grows old; only when it has just been asked for anew, a second look is needed.
for _ in 1 2; do
  sleep 1.2
  after=$(left)
  [ "${after:-$whole}" -lt "$whole" ] && break
done
[ "${after:-$whole}" -lt "$whole" ] || not_yet "The resolver on client answers, and says \"$after seconds\" each time: it asks anew, or knows the addresses itself, and remembers nothing."
