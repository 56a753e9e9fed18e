# Runs ~/client.sh and looks where it connects to.
script=$STUDENT_HOME/client.sh
[ -f "$script" ] || not_yet "There is no file ~/client.sh on the client."
[ -x "$script" ] || not_yet "~/client.sh may not be executed. This helps: chmod +x ~/client.sh"
seen=$(mktemp -d) || cannot_check "No room for a file of our own."
trap 'rm -rf "$seen"' EXIT
chmod 711 "$seen"
touch "$seen/calls" && chown "$STUDENT_USER" "$seen/calls"

said=$(runuser -u "$STUDENT_USER" -- timeout -k 1 6 \
  env -C "$STUDENT_HOME" strace -f -qq -e trace=connect -e signal=none -o "$seen/calls" "$script" </dev/null 2>/dev/null)
status=$?
[ $status != 124 ] && [ $status != 137 ] || not_yet "~/client.sh did not end within 6 seconds."
[ $status = 0 ] || not_yet "~/client.sh ends with $status, so it got no answer."
connects() { grep -Eq "htons\\($2\\), sin_addr=inet_addr\\(\"$1\"\\)" "$seen/calls"; }
for name in be1 be2 be3; do
  eval "address=\$IP_$(echo $name | tr be BE)"
  if connects "$address" '[0-9]+'; then not_yet "~/client.sh still goes to $name itself, at $address."; fi
done
connects "$IP_LB" 80 || not_yet "~/client.sh does not connect to port 80 of lb."
case $said in
  be[123]) ;;
  *) not_yet "~/client.sh printed \"$(printf %.60s "$said" | head -n 1)\", and not the name of an instance." ;;
esac
