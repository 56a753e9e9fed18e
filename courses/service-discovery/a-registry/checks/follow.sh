# Starts an instance somewhere, sees lb give it requests, kills it, and sees lb forget it.
python3 - <<'END'
import collections, http.client, os, random, subprocess, sys, time

NAMES = ["be1", "be2", "be3"]
ADDRESS = {name: os.environ["IP_" + name.upper()] for name in NAMES}
LB = os.environ["IP_LB"]
# What the task asks for, and what a busy host is granted; how long nothing should happen.
PROMISED_S, LIMIT_S, STILL_S = 15, 18, 12

def not_yet(message):
    print(message)
    sys.exit(1)

def cannot_check(message):
    print(message)
    sys.exit(2)

def ssh(machine, command, **pipes):
    return subprocess.Popen(
        ["runuser", "-u", os.environ["STUDENT_USER"], "--", "ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10",
         machine, command], stderr=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, **pipes)

def output(machine, command):
    return ssh(machine, command, stdin=subprocess.DEVNULL).communicate()[0].split()

def registry():
    return set(output("lb", "cat /srv/registry/api"))

def ask():
    """The status and the body; the status is 0 when there is no answer."""
    try:
        connection = http.client.HTTPConnection(LB, 80, timeout=3)
        connection.request("GET", "/")
        answer = connection.getresponse()
        return answer.status, answer.read(200).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException):
        return 0, ""

def asked(times):
    return collections.Counter(ask() for _ in range(times))

def name_of(entry):
    """What the instance of an entry answers."""
    address, port = entry.split(":")
    machine = next((name for name, at in ADDRESS.items() if at == address), address)
    return machine if port == "8080" else f"{machine}:{port}"

def wait_until(true, limit_s=LIMIT_S):
    until = time.monotonic() + limit_s
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True

if ask()[0] == 0:
    not_yet("lb does not answer on port 80. Does haproxy run, and did it accept its configuration?")
entries = registry()
if not entries:
    not_yet("The registry on lb is empty.")
expected = {(200, name_of(entry)) for entry in entries}
found = set(asked(8 * len(entries)))
if found != expected:
    differ = sorted(name for _, name in expected - found)
    if differ:
        not_yet(f"Of {8 * len(entries)} requests lb gave none to {', '.join(differ)}, which the registry lists.")
    status, name = next(iter(found - expected))
    not_yet(f"lb gives requests to {name}, and the registry does not list it." if status == 200
            else f"lb answered one of the requests with status {status}.")

# While the list stays the same, haproxy should be left alone.
pids = output("lb", f"pgrep -n -x haproxy; sleep {STILL_S}; pgrep -n -x haproxy")
if len(pids) == 2 and pids[0] != pids[1] and registry() == entries:
    not_yet(f"haproxy was started anew within {STILL_S} seconds, though the list had not changed.")

machine = random.choice(NAMES)
taken = output(machine, "ss -Hltn | sed 's/.*:\\([0-9]*\\) .*:.*/\\1/'")
port = random.choice([port for port in range(8081, 8090) if str(port) not in taken])
entry = f"{ADDRESS[machine]}:{port}"
name = name_of(entry)

# It runs as long as this pipe is open, so it ends even if this check is killed.
held = ssh(machine, f"sudo backend start {port} && echo started; cat > /dev/null; sudo backend stop {port}",
           stdin=subprocess.PIPE)
try:
    if held.stdout.readline().strip() != "started":
        cannot_check(f"Nothing can be started on {machine}.")
    if not wait_until(lambda: (200, name) in asked(3)):
        where = "The registry lists it, but lb gives it no requests." if entry in registry() else "The registry does not list it."
        not_yet(f"{PROMISED_S} seconds ago an instance was started on {machine}, on port {port}. {where}")
    output(machine, f"sudo kill -9 $(cat /run/backend/{port})")
    gone = f"[ -f /srv/registry/api ] && ! grep -qwF {entry} /srv/registry/api"
    loop = f"end=$(($(date +%s) + {LIMIT_S})); until {gone}; do [ $(date +%s) -lt $end ] || exit 1; sleep 0.5; done; echo so"
    if output("lb", loop) != ["so"]:
        not_yet(f"{PROMISED_S} seconds after the instance {entry} was killed, it is still in the registry.")
finally:
    held.stdin.close()
    held.wait()

# One haproxy listens, and it knows the list as it is now.
def listeners():
    return len(output("lb", "ss -Hltn 'sport = :80' | awk '{ print $4 }'"))

if not wait_until(lambda: listeners() == 1, 8):
    not_yet(f"{listeners()} haproxys listen on port 80 of lb, each with a list of its own time. A new one should end the old: -sf.")
if not wait_until(lambda: set(asked(10)) <= expected, 10):
    not_yet(f"10 seconds after {entry} left the registry, some requests to lb still fail.")
found = asked(30)
bad = [(status, body) for status, body in found if (status, body) not in expected]
if bad:
    not_yet(f'After {entry} was gone, lb answered with status {bad[0][0]} and "{bad[0][1][:40]}".')
END
