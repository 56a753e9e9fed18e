# lb answers on port 80 for all three, and nobody else does.
python3 - <<'END'
import collections, http.client, os, sys

LB = os.environ["IP_LB"]
NAMES = ["be1", "be2", "be3"]

def not_yet(message):
    print(message)
    sys.exit(1)

def ask(address, port, path="/"):
    """The status and the body; the status is 0 when there is no answer."""
    try:
        connection = http.client.HTTPConnection(address, port, timeout=2)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read(200).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException):
        return 0, ""

status, _ = ask(LB, 80)
if status == 0:
    not_yet("lb does not answer the client on port 80. Does haproxy run, and did it accept its configuration?")
for name in NAMES:
    if ask(os.environ["IP_" + name.upper()], 8080)[0] != 200:
        not_yet(f"The instance on {name} does not answer. Start it: ssh {name} sudo backend start")

found = collections.Counter()
for _ in range(45):
    status, body = ask(LB, 80)
    if status == 0:
        not_yet("lb let one of the requests go without an answer within 2 seconds.")
    if status == 503:
        not_yet("lb answers with status 503: it found no instance. Are the addresses and the ports of your servers right?")
    if status != 200:
        not_yet(f"lb answers with status {status}, not 200.")
    found[body] += 1
others = [body for body in found if body not in NAMES]
if others:
    not_yet(f'lb answers with "{others[0][:40]}", and that is not one of the three instances.')
missing = [name for name in NAMES if name not in found]
if missing:
    split = ", ".join(f"{found[name]} from {name}" for name in NAMES)
    not_yet(f"Of 45 answers that lb gave, {split}.")
END
