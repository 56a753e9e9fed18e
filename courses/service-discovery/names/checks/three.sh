# dns itself gives api.lab as every instance that lives, for 30 seconds.
ask() { timeout 5 dig +time=2 +tries=2 "@$IP_DNS" "$@" 2>/dev/null; }
name_of() {
  case $1 in "$IP_BE1") echo be1 ;; "$IP_BE2") echo be2 ;; "$IP_BE3") echo be3 ;; *) echo "no instance" ;; esac
}
answer=$(ask +noall +answer api.lab A) || not_yet "Nothing answers on dns when it is asked for a name. Is dnsmasq running?"
given=$(echo "$answer" | awk '$4 == "A" { print $5 }' | sort -u)
[ -n "$given" ] || not_yet "dns answers, and knows no address of api.lab."

lives=0
for ip in "$IP_BE1" "$IP_BE2" "$IP_BE3"; do
  [ "$(http_body "http://$ip:8080/health")" = ok ] || continue
  lives=$((lives + 1))
  echo "$given" | grep -qxF "$ip" || not_yet "dns gives $(echo $given) for api.lab. $ip ($(name_of "$ip")) lives, and is missing."
done
[ "$lives" -gt 0 ] || not_yet "No instance answers on port 8080, so api.lab can lead nowhere. \`sudo backend start\` on be1, be2 and be3."
for ip in $given; do
  [ "$(http_body "http://$ip:8080/health")" = ok ] || not_yet "dns gives $ip ($(name_of "$ip")) for api.lab, and no instance answers there."
done
ttl=$(echo "$answer" | awk '$4 == "A" { print $2 }' | sort -un | tail -n 1)
[ "$ttl" = 30 ] || not_yet "The addresses are right. They may be remembered for $ttl seconds, and it should be 30."
