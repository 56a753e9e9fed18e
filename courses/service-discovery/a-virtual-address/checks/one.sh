# 10.96.0.10:80 leads to an instance, though nobody has the address and nothing listens.
vip=10.96.0.10
own=$(ip -o -4 addr | awk -v vip="$vip" '{ split($4, at, "/") } at[1] == vip { print $2; exit }')
[ -z "$own" ] || not_yet "$vip is an address of client's own interface $own. Nobody should have it: sudo ip addr del $vip/32 dev $own"
if listening 80; then not_yet "Something listens on port 80 of client. No program should be needed."; fi
# One of several instances may have ended.
for _ in 1 2 3 4 5; do
  body=$(curl -s -m 2 "http://$vip/")
  result=$?
  case $body in be[123] | be[123]:808[0-9]) exit 0 ;; esac
  [ "$result" = 7 ] || break
done
[ -z "$body" ] || not_yet "http://$vip/ answers with \"$(echo "$body" | head -n 1 | head -c 60)\", and that is no instance's name."
rules=$(iptables -t nat -S 2>/dev/null | grep -- "-d $vip") || not_yet "http://$vip/ gives no answer, and no rule of client's table nat names $vip."
echo "$rules" | grep -q '^-A OUTPUT' || not_yet "A rule of $(echo "$rules" | awk '{ print $2; exit }') names $vip. What client itself opens passes through OUTPUT."
not_yet "http://$vip/ gives no answer (curl ends with $result). A rule names $vip: does it lead to a port on which an instance listens?"
