found=$(getent ahostsv4 shop.lab | awk 'NR == 1 { print $1 }')
[ -n "$found" ] || not_yet "m2 does not know the name shop.lab."
[ "$found" = "$IP_M1" ] || not_yet "On m2 shop.lab leads to $found, and m1 is at $IP_M1."
