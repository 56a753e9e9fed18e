# OUTPUT sends what is for 10.96.0.10 to the chain API, and only there it is rewritten.
vip=10.96.0.10
rules=$(iptables -t nat -S 2>/dev/null) || cannot_check "The rules of client could not be read."
echo "$rules" | grep -qx -- '-N API' || not_yet "client's table nat has no chain called API."
echo "$rules" | grep -q -- '^-A API .*-j DNAT' || not_yet "The chain API has no rule that rewrites a destination."
if echo "$rules" | grep -q -- "^-A OUTPUT .*$vip.* -j DNAT"; then not_yet "OUTPUT still has a rule of its own that rewrites $vip. Take it out, by -D in place of -A."; fi
echo "$rules" | grep -q -- '^-A OUTPUT .*-j API' || not_yet "No rule of OUTPUT leads to the chain API."
twice=$(echo "$rules" | grep -c -- '^-A OUTPUT .*-j API')
[ "$twice" = 1 ] || not_yet "OUTPUT has $twice rules that lead to API. One is enough: take out the others, by -D."
for _ in 1 2 3 4 5; do
  case $(http_body "http://$vip/") in be[123] | be[123]:808[0-9]) exit 0 ;; esac
done
not_yet "The chain is there, and http://$vip/ gives no answer."
