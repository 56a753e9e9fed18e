# Two clients that were once right; what the student has changed is left alone.
set -e
subnet=$(ip -o -4 route show dev eth0 scope link | awk 'NR == 1 { print $1 }')
nobody=$(python3 -c 'import ipaddress, sys; print(ipaddress.ip_network(sys.argv[1])[-2])' "$subnet")
# On one wire the kernel learns after a while that nobody has an address. Behind a router nobody says so: what is sent
# is lost, as here.
ip neigh replace "$nobody" lladdr 02:00:00:00:00:01 dev eth0 nud permanent

client() {
  [ ! -e "$STUDENT_HOME/$1" ] || return 0
  cat >"$STUDENT_HOME/$1" <<SCRIPT
#!/bin/sh
# Asks the service "api", and ends as curl does: with 0 when there was an answer.
curl -sS -m 2 http://$2/
SCRIPT
  chmod 755 "$STUDENT_HOME/$1"
  chown "$STUDENT_USER:" "$STUDENT_HOME/$1"
}
client client.sh "$IP_BE1:8080"
client last-year.sh "$nobody:8080"
