# Stops one instance without a word and asks lb at once, before it can have noticed: every request is to be answered.
python3 - <<'END'
import http.client, os, random, re, subprocess, sys, threading, time

LB = os.environ["IP_LB"]
NAMES = ["be1", "be2", "be3"]
ASK_S, BACK_S = 6, 15
# The configuration of each haproxy that runs, and whether it is the one that was read.
LOOK = r"""
cd
for pid in $(pgrep -x haproxy); do
  file=$(tr '\0' '\n' < /proc/$pid/cmdline | sed -n '/^-f$/{n;p;}')
  [ -f "$file" ] || continue
  started=$(($(date +%s) - $(ps -o etimes= -p $pid)))
  [ $(stat -c %Y "$file") -gt $((started + 1)) ] && echo "file is newer" || echo "file is read"
  sudo cat "$file"
done
"""

def not_yet(message):
    print(message)
    sys.exit(1)

def ask():
    """The status and the body; the status is 0 when there is no answer."""
    try:
        connection = http.client.HTTPConnection(LB, 80, timeout=6)
        connection.request("GET", "/")
        answer = connection.getresponse()
        return answer.status, answer.read(200).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException):
        return 0, ""

def on(machine, command, **pipes):
    ssh = ["runuser", "-u", os.environ["STUDENT_USER"], "--", "ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10"]
    return subprocess.Popen([*ssh, machine, command], stderr=subprocess.DEVNULL, text=True, **pipes)

if {ask() for _ in range(9)} != {(200, name) for name in NAMES}:
    not_yet("Of 9 requests to lb, not all were answered, by all three instances: look at the tasks before this one.")

# No instance is stopped while haproxy's own configuration says that it would be in vain.
found = on("lb", LOOK, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE).communicate()[0]
if found.startswith("file") and not re.search(r"^\s*option\s+redispatch", found, re.M):
    not_yet("In the configuration of haproxy nothing says that a request may go to another instance.")
if found.startswith("file is newer"):
    not_yet("The configuration was changed after haproxy had started. Start it again, so that it reads the file.")

victim = random.choice(NAMES)
found, over = [], threading.Event()
def keep_asking():
    while not over.is_set():
        found.append(ask())
        time.sleep(0.05)

# It is stopped as long as this pipe is open, so it comes back even if this check is killed.
askers = [threading.Thread(target=keep_asking) for _ in range(4)]
for asker in askers:
    asker.start()
hold = on(victim, "sudo backend stop && echo stopped; cat > /dev/null; sudo backend start",
          stdin=subprocess.PIPE, stdout=subprocess.PIPE)
try:
    stopped = hold.stdout.readline().strip() == "stopped"
    if stopped:
        time.sleep(ASK_S)
finally:
    over.set()
    for asker in askers:
        asker.join()
    hold.stdin.close()
    hold.wait()
if not stopped:
    print(f"The instance on {victim} could not be stopped.")
    sys.exit(2)

# What the instance had taken already when it ended is lost, and haproxy says so with a 502.
bad = [status for status, _ in found if status not in (200, 502)]
if bad:
    what = f"status {bad[0]}" if bad[0] else "no answer at all"
    not_yet(f"Of {len(found)} requests in the seconds after {victim} lost its instance, {len(bad)} failed, the first with {what}.")
until = time.monotonic() + BACK_S
while ask() != (200, victim):
    if time.monotonic() > until:
        not_yet(f"No request failed, but {BACK_S} seconds after the instance on {victim} was started again, lb gives it none.")
    time.sleep(0.1)
END
