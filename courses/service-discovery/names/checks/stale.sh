# Catches the cache giving the address of an instance that has ended, when dns has dropped it, and compares the time.
case $ANSWER in *[!0-9]*) not_yet "\"$ANSWER\" is not a number of seconds." ;; esac
[ "${#ANSWER}" -le 5 ] || not_yet "$ANSWER seconds are longer than this sandbox lives."
ask() { timeout 5 dig +time=2 +tries=2 +noall +answer "@$1" api.lab A 2>/dev/null | awk '$4 == "A" { print $2, $5 }'; }
fresh=$(ask "$IP_DNS")
cached=$(ask 127.0.0.1)
[ -n "$fresh" ] || not_yet "dns gives no address of api.lab. At least one instance must live."
[ -n "$cached" ] || not_yet "On client nothing at 127.0.0.1 knows an address of api.lab."

dead='' dropped=''
for one in "be1 $IP_BE1" "be2 $IP_BE2" "be3 $IP_BE3"; do
  [ "$(http_body "http://${one#* }:8080/health")" = ok ] && continue
  dead=${one% *}
  echo "$fresh" | grep -q " ${one#* }$" && continue
  dropped=${one% *}
  left=$(echo "$cached" | awk -v ip="${one#* }" '$2 == ip { print $1 }')
  [ -n "$left" ] && break
done
[ -n "$dead" ] || not_yet "Your $ANSWER seconds are noted. Now end an instance while the cache knows its address: all three live."
[ -n "$dropped" ] || not_yet "$dead has ended, and dns still gives its address. Does follow.sh run on dns?"
[ -n "$left" ] || not_yet "$dropped has ended, and neither dns nor the cache gives its address now. Start it, let client look up api.lab, and end it again."

most=$(echo "$fresh" | awk '{ print $1; exit }')
off=$((ANSWER - most))
[ "${off#-}" -le 2 ] && exit 0
[ "$off" -gt 0 ] || not_yet "Caught: dns has dropped $dropped, and the cache will give it for $left seconds more. It can be longer than $ANSWER seconds, if the cache has just asked."
not_yet "Caught: dns has dropped $dropped, and the cache will give it for $left seconds more. It can't be as long as $ANSWER seconds: what does dns allow?"
