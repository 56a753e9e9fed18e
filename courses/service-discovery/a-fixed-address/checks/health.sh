# Stops one instance, sees the others answer, and starts it again.
python3 - <<'END'
import collections, csv, http.client, io, os, random, subprocess, sys, time, urllib.request

LB = os.environ["IP_LB"]
NAMES = ["be1", "be2", "be3"]
OUT_S, BACK_S = 10, 15
OPENED = "awk '$1 == \"Tcp:\" && $2 ~ /[0-9]/ { print $7 }' /proc/net/snmp"

def not_yet(message):
    print(message)
    sys.exit(1)

def ask():
    """The status and the body; the status is 0 when there is no answer."""
    try:
        connection = http.client.HTTPConnection(LB, 80, timeout=2)
        connection.request("GET", "/")
        answer = connection.getresponse()
        return answer.status, answer.read(200).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException):
        return 0, ""

def on(machine, command, **pipes):
    ssh = ["runuser", "-u", os.environ["STUDENT_USER"], "--", "ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10"]
    return subprocess.Popen([*ssh, machine, command], stderr=subprocess.DEVNULL, text=True, **pipes)

def checked_servers():
    """How many servers haproxy's page shows a health check for; None when there is no such page."""
    try:
        page = urllib.request.urlopen(f"http://{LB}:8404/;csv", timeout=2).read().decode()
        rows = csv.DictReader(io.StringIO(page.removeprefix("# ")))
        return sum(1 for row in rows if row["type"] == "2" and row["check_status"])
    except (OSError, ValueError, KeyError, http.client.HTTPException):
        return None

seen = collections.Counter(ask() for _ in range(12))
if set(seen) != {(200, name) for name in NAMES}:
    not_yet("Of 12 requests to lb, not all were answered, by all three instances: look at the task before this one.")

# First without stopping anything: does anybody ask the instances how they are?
victim = random.choice(NAMES)
servers = checked_servers()
if servers is None:
    watch = on(victim, f"{OPENED}; sleep 4; {OPENED}", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    opened = watch.communicate()[0].split()
    if len(opened) == 2 and opened[0] == opened[1]:
        not_yet(f"Nobody asks how {victim} is: in 4 seconds its service was not called once.")
elif servers < len(NAMES):
    not_yet(f"haproxy's page shows health checks for {servers} of the three servers. Did you start it again after the change?")

# It is stopped as long as this pipe is open, so it comes back even if this check is killed.
hold = on(victim, "sudo backend stop && echo stopped; cat > /dev/null; sudo backend start",
          stdin=subprocess.PIPE, stdout=subprocess.PIPE)
try:
    if hold.stdout.readline().strip() != "stopped":
        print(f"The instance on {victim} could not be stopped.")
        sys.exit(2)
    until, good = time.monotonic() + OUT_S, 0
    while time.monotonic() < until and good < 15:
        good = good + 1 if ask()[0] == 200 else 0
        time.sleep(0.05)
    found = collections.Counter()
    for _ in range(30):
        found[ask()] += 1
        if sum(n for (status, _), n in found.items() if status != 200) >= 3:
            break
finally:
    hold.stdin.close()
    hold.wait()

bad = [status for status, _ in found if status != 200]
if bad:
    what = f"status {bad[0]}" if bad[0] else "nothing"
    not_yet(f"{OUT_S} seconds after the instance on {victim} was stopped, lb still answered some requests with {what}.")
if (200, victim) in found:
    not_yet(f"The instance on {victim} was stopped, and lb still answered in its name.")
if len(found) != 2:
    not_yet(f"While the instance on {victim} was stopped, not both of the others answered.")
until = time.monotonic() + BACK_S
while ask() != (200, victim):
    if time.monotonic() > until:
        not_yet(f"{BACK_S} seconds after the instance on {victim} was started again, lb does not give it any request.")
    time.sleep(0.1)
END
