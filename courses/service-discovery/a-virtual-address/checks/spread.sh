# Connections to 10.96.0.10:80 go to all three alike, each straight to its instance. What is cheap comes first.
vip=10.96.0.10
if ip -o -4 addr | grep -qwF "$vip"; then not_yet "$vip is an address of client's own. Nobody should have it."; fi
if listening 80; then not_yet "Something listens on port 80 of client. No program should be needed."; fi
[ -n "$(http_body "http://$vip/")$(http_body "http://$vip/")" ] || not_yet "http://$vip/ gives no answer."
python3 - "$vip" <<'END'
import collections, os, socket, struct, subprocess, sys

NAMES = {"be1": os.environ["IP_BE1"], "be2": os.environ["IP_BE2"], "be3": os.environ["IP_BE3"]}
# 1,200 requests and a chi-squared test. It grows beyond 27.6 by chance once in a million looks (exp(-27.6 / 2), two
# degrees of freedom); with the chances 0.33, 0.33 and the rest it is about 95, and stays below 27.6 once in 100,000.
REQUESTS, QUICK, MOST, LOST = 1200, 60, 27.6, 6

def not_yet(message):
    print(message)
    sys.exit(1)

def connect():
    return socket.create_connection((sys.argv[1], 80), timeout=3)

def ask():
    with connect() as connection:
        # Closed by a reset: the kernel need not remember each connection for minutes.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        answer = b""
        while piece := connection.recv(4096):
            answer += piece
    return answer.decode(errors="replace").rsplit("\n", 2)[-2]

def shares(count):
    names = [name for name in sorted(set(count) | set(NAMES)) if name != "failed"]
    return ", ".join(f"{name} {count[name]}" for name in names)

def asked(times, count):
    for _ in range(times):
        try:
            count[ask()] += 1
        except (OSError, IndexError):
            count["failed"] += 1
    # A busy host may lose one now and then. A rule that leads nowhere loses hundreds.
    if count["failed"] > LOST:
        not_yet(f"{count['failed']} of {count.total()} requests failed; the others: {shares(count)}. Does every rule lead to a port where an instance listens?")

def peers(name, ip):
    try:
        found = subprocess.run(
            ["runuser", "-u", os.environ["STUDENT_USER"], "--", "ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", ip,
             "ss", "-Htn", "state", "established", "sport", "=", ":8080"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=15, text=True)
    except subprocess.TimeoutExpired:
        print(f"{name} is too busy to say who is connected.")
        sys.exit(2)
    if found.returncode:
        not_yet(f"{name} does not answer to ssh as it should. Press Reset for {name}.")
    return {line.split()[-1].rsplit(":", 1)[1] for line in found.stdout.splitlines()}

count = collections.Counter()
asked(QUICK, count)
if set(count) - {"failed"} != set(NAMES):
    not_yet(f"Of {QUICK} requests: {shares(count)}. All three should have their share.")
asked(REQUESTS - QUICK, count)
fair = REQUESTS / 3
if sum((count[name] - fair) ** 2 / fair for name in NAMES) > MOST:
    not_yet(f"Of {REQUESTS:,} requests: {shares(count)}. Equal shares would be about 400 each.")

# Is there a program in between? Then an instance sees that program's connection, and not ours.
held = [connect() for _ in range(9)]
ours = {str(connection.getsockname()[1]) for connection in held}
seen = set().union(*(peers(name, ip) for name, ip in NAMES.items()))
if not ours <= seen:
    not_yet("The shares are equal, but the instances do not see client's own connections: a program stands in between. Rules alone should do.")
END
