# The rules follow the registry. The probe starts an instance of its own and ends it; what is cheap comes first.
vip=10.96.0.10
if ip -o -4 addr | grep -qwF "$vip"; then not_yet "$vip is an address of client's own. Nobody should have it."; fi
if listening 80; then not_yet "Something listens on port 80 of client. No program should be needed."; fi
pgrep -f '^(/[^ ]*/)?(ba|da)?sh .*proxy\.sh' >/dev/null || not_yet "proxy.sh does not run on client."
list=$(http_body "http://$IP_LB:8000/api")
[ -n "$list" ] || not_yet "The registry on lb has no instance in it, or does not answer. Start one: \`sudo backend start\` on be1."
[ -n "$(http_body "http://$vip/")$(http_body "http://$vip/")" ] || not_yet "proxy.sh runs, and http://$vip/ gives no answer."

on() { timeout 15 runuser -u "$STUDENT_USER" -- ssh -o BatchMode=yes -o ConnectTimeout=10 "$ip" sudo sh -s 2>/dev/null; }
# The names of 30 answers, or "failed".
hits() {
  python3 - "$vip" <<'END'
import collections, sys, urllib.request

def ask():
    try:
        with urllib.request.urlopen(f"http://{sys.argv[1]}/", timeout=2) as answer:
            return answer.read(80).decode(errors="replace").strip()
    except OSError:
        return "failed"

for name, times in sorted(collections.Counter(ask() for _ in range(30)).items()):
    print(name, times)
END
}
# A loop that fills its chain anew may be caught half-way: the most of three looks.
rules() { for _ in 1 2 3; do iptables -t nat -S | wc -l; sleep 0.3; done | sort -n | tail -n 1; }
foreign() { iptables -t nat "$1" OUTPUT -d 192.0.2.77/32 -p tcp --dport 9 -j RETURN 2>/dev/null; }

number=$(($(od -An -N2 -tu2 /dev/urandom) % 27))
port=$((8081 + number / 3))
case $((number % 3)) in 0) ip=$IP_BE1 name=be1 ;; 1) ip=$IP_BE2 name=be2 ;; *) ip=$IP_BE3 name=be3 ;; esac
case $list in *"$ip:$port"*) not_yet "The check wants to start an instance on port $port of $name, and yours runs there. End it for the while." ;; esac
guard=''
tidy() {
  while foreign -C; do foreign -D || break; done
  [ -z "$guard" ] || printf 'backend stop %s\nkill -- -%s\n' "$port" "$guard" | on
}
trap 'tidy >/dev/null 2>&1' EXIT
trap 'exit 2' TERM INT HUP

foreign -A || cannot_check "No rule could be added to client's table nat."
before=$(rules)
# Should this check be killed, its instance ends all the same.
guard=$(printf '%s\n' "setsid sh -c 'sleep 60; backend stop $port' </dev/null >/dev/null 2>&1 &" 'echo $!' "backend start $port" | on)
[ -n "$guard" ] || not_yet "$name does not answer to ssh as it should. Press Reset for $name."

until=$(($(date +%s) + 20))
while :; do
  found=$(hits)
  case $found in *failed*) ;; *"$name:$port "*) break ;; esac
  [ "$(date +%s)" -lt "$until" ] || not_yet "The check started an instance on port $port of $name. 20 seconds later 30 requests reached: $(echo $found)."
  sleep 0.5
done
foreign -C || not_yet "A rule that is not yours stood in OUTPUT, and proxy.sh has taken it out. Change nothing but the chain API."

echo "backend stop $port" | on
until=$(($(date +%s) + 20))
while :; do
  found=$(hits)
  case $found in *failed* | *"$name:$port "*) ;; *) break ;; esac
  [ "$(date +%s)" -lt "$until" ] || not_yet "The check ended the instance on port $port of $name. 20 seconds later 30 requests reached: $(echo $found)."
  sleep 0.5
done
foreign -C || not_yet "A rule that is not yours stood in OUTPUT, and proxy.sh has taken it out. Change nothing but the chain API."
after=$(rules)
[ "$after" -le "$before" ] || not_yet "With the same instances, the table nat had $before lines before the check and has $after now. Rules pile up: empty the chain before you fill it."
