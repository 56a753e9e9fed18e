# The SRV records of _http._tcp.api.lab: three targets, each with port 8080, which lead to the instances that live.
ask() { timeout 5 dig +time=2 +tries=2 "@$IP_DNS" +short "$@" 2>/dev/null; }
records=$(ask _http._tcp.api.lab SRV) || not_yet "Nothing answers on dns when it is asked for a name. Is dnsmasq running?"
records=$(echo "$records" | awk 'NF == 4')
[ -n "$records" ] || not_yet "dns gives no SRV record for _http._tcp.api.lab."
port=$(echo "$records" | awk '$3 != 8080 { print $3; exit }')
[ -z "$port" ] || not_yet "An SRV record says port $port. The instances listen on 8080."
targets=$(echo "$records" | awk '{ print $4 }' | sort -u)
count=$(echo "$targets" | wc -l)
[ "$count" = 3 ] || not_yet "The SRV records have $count different targets, and there are 3 instances."

found=''
for target in $targets; do
  addresses=$(ask "$target" A | grep -E '^[0-9.]+$')
  [ "$(echo "$addresses" | wc -l)" = 1 ] || not_yet "The target $target leads to $(echo $addresses): a target should be one instance."
  found="$found $target=$addresses"
done
lives=0
for one in "be1 $IP_BE1" "be2 $IP_BE2" "be3 $IP_BE3"; do
  [ "$(http_body "http://${one#* }:8080/health")" = ok ] || continue
  lives=$((lives + 1))
  case "$found " in *"=${one#* } "*) ;; *) not_yet "${one% *} lives, and no target leads to its address ${one#* }. They lead so:$found" ;; esac
done
[ "$lives" -gt 0 ] || not_yet "No instance answers on port 8080. \`sudo backend start\` on be1, be2 and be3."
