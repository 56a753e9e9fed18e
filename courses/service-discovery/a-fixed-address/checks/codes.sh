# What curl ends with at both addresses, asked now as the two clients ask.
ask() { curl -s -o /dev/null -m 2 "http://$1:8080/"; echo $?; }
subnet=$(ip -o -4 route show dev eth0 scope link | awk 'NR == 1 { print $1 }')
nobody=$(python3 -c 'import ipaddress, sys; print(ipaddress.ip_network(sys.argv[1])[-2])' "$subnet" 2>/dev/null)
[ -n "$nobody" ] || cannot_check "The client has no network."

for status in "$ANSWER_NEW" "$ANSWER_OLD"; do
  case $status in
    000) not_yet "000 is what curl writes when it has no HTTP status. The exit status is what \$? holds." ;;
    '' | *[!0-9]*) not_yet "\"$status\" is not an exit status. It is a number: echo \$? as the very next command prints it." ;;
  esac
done
new=$(ask "$IP_BE1")
[ "$new" != 0 ] || not_yet "The service answers on be1 again, so ~/client.sh is right at the moment. To see it fail: ssh be1 sudo backend stop"
old=$(ask "$nobody")
[ "$old" != 0 ] || cannot_check "Somebody answers at $nobody."
[ "$ANSWER_NEW" = "$new" ] || not_yet "~/client.sh does not end with $ANSWER_NEW."
[ "$ANSWER_OLD" = "$old" ] || not_yet "~/last-year.sh does not end with $ANSWER_OLD."
