# The programs of client find api.lab, and find it by asking dns.
if grep -Eq '^[^#]*[[:space:]]api\.lab([[:space:]]|$)' /etc/hosts; then not_yet "/etc/hosts of client has a line for api.lab, so nobody is asked for it. Take it out."; fi
first=$(awk '$1 == "nameserver" { print $2; exit }' /etc/resolv.conf 2>/dev/null)
[ -n "$first" ] || not_yet "/etc/resolv.conf of client names no name server."
[ "$first" = "$IP_DNS" ] || not_yet "The first name server in client's /etc/resolv.conf is $first, and dns is at $IP_DNS."
sorted() { sort -u | tr '\n' ' '; }
given=$(timeout 5 dig +time=2 +tries=2 +short "@$IP_DNS" api.lab A 2>/dev/null | grep -E '^[0-9.]+$' | sorted)
[ -n "$given" ] || not_yet "client asks dns, and dns gives no address of api.lab."
found=$(timeout 8 getent ahostsv4 api.lab | awk '{ print $1 }' | sorted)
[ "$found" = "$given" ] && exit 0
not_yet "For api.lab programs on client find \"${found% }\", and dns gives \"${given% }\"."
