# Starts an instance somewhere, kills it, and reads the registry all the while. Beside it stands a server that is no
# instance.
python3 - <<'END'
import os, random, subprocess, sys, time

NAMES = ["be1", "be2", "be3"]
ADDRESS = {name: os.environ["IP_" + name.upper()] for name in NAMES}
# What the task asks for, and what a busy host is granted; how long to watch for somebody who looks.
PROMISED_S, LIMIT_S, LOOK_S = 15, 20, 6
REFUSALS = "awk '$1 == \"Tcp:\" && $2 ~ /[0-9]/ { print $15 }' /proc/net/snmp"

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

def hold(machine, start, end):
    """Does `start`, and `end` as soon as the pipe is closed: also when this check is killed."""
    held = ssh(machine, f"{start} && echo started; cat > /dev/null; {end}", stdin=subprocess.PIPE)
    if held.stdout.readline().strip() != "started":
        release(held)
        cannot_check(f"Nothing can be started on {machine}.")
    return held

def release(held):
    held.stdin.close()
    held.wait()

def registry():
    """Which file it is, and its entries. An inode is given again; not at the same time."""
    found = output("lb", "exec < /srv/registry/api && stat -L -c %i/%.9W /dev/stdin && cat")
    if not found:
        not_yet("There is no file /srv/registry/api on lb any more.")
    return found[0], set(found[1:])

def free_port(machine):
    taken = output(machine, "ss -Hltn | sed 's/.*:\\([0-9]*\\) .*:.*/\\1/'")
    return random.choice([port for port in range(8081, 8090) if str(port) not in taken])

def listed_within(entry, expected):
    """One login for the whole wait: logins are work for the machine that is to do its rounds."""
    there = f"grep -qwF {entry} /srv/registry/api"
    wanted = there if expected else f"[ -f /srv/registry/api ] && ! {there}"
    loop = f"end=$(($(date +%s) + {LIMIT_S})); until {wanted}; do [ $(date +%s) -lt $end ] || exit 1; sleep 0.5; done; echo so"
    return output("lb", loop) == ["so"]

# First without touching anything: does anybody ask on ports where nothing listens?
old_file, before = registry()
machine, other = random.sample(NAMES, 2)
refusals = output(machine, f"a=$({REFUSALS}); n=0; b=$a; until [ $b != $a ] || [ $n = {LOOK_S * 5} ]; do"
                           f" n=$((n + 1)); sleep 0.2; b=$({REFUSALS}); done; echo $a $b")
if len(refusals) != 2:
    cannot_check(f"{machine} does not answer to ssh.")
if refusals[0] == refusals[1]:
    not_yet(f"Nobody looks for instances: in {LOOK_S} seconds {machine} was asked on none of its free ports. Does the registrar run?")

port, strange = free_port(machine), free_port(other)
entry, stranger = f"{ADDRESS[machine]}:{port}", f"{ADDRESS[other]}:{strange}"
held = [hold(other, f"python3 -m http.server {strange} --directory /run/sshd > /dev/null 2>&1 & p=$!;"
                    f" until ss -Hltn 'sport = :{strange}' | grep -q .; do sleep 0.1; done", "kill $p")]
try:
    held.append(hold(machine, f"sudo backend start {port}", f"sudo backend stop {port}"))
    if not listed_within(entry, True):
        not_yet(f"{PROMISED_S} seconds after an instance was started on {machine}, on port {port}, the registry does not list {entry}.")
    new_file, listed = registry()
    if stranger in listed:
        not_yet(f"The registry lists {stranger}: something listens there, but it answers /health with 404. It is not well.")
    # On a busy host one may be late to say that it is well, once.
    until = time.monotonic() + 10
    while before - listed and time.monotonic() < until:
        time.sleep(1)
        listed = registry()[1]
    lost = before - listed
    if lost:
        not_yet(f"When {entry} came, {lost.pop()} was lost from the registry.")
    if new_file == old_file:
        not_yet("The list was written into the old file. Who reads it at that moment gets half of it: write a new file, and move it there.")
    output(machine, f"sudo kill -9 $(cat /run/backend/{port})")
    if not listed_within(entry, False):
        not_yet(f"{PROMISED_S} seconds after the instance {entry} was killed, it is still in the registry.")
    # Now by a round that began after the other server did.
    if stranger in registry()[1]:
        not_yet(f"The registry lists {stranger}: something listens there, but it answers /health with 404. It is not well.")
finally:
    for each in held:
        release(each)
END
