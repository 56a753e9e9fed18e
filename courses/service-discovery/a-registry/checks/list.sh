# The registry lists the instances that answer now, and nothing else.
python3 - <<'END'
import concurrent.futures, http.client, os, re, subprocess, sys

MACHINES = {os.environ["IP_" + name.upper()]: name for name in ["be1", "be2", "be3"]}

def not_yet(message):
    print(message)
    sys.exit(1)

def well(entry):
    try:
        connection = http.client.HTTPConnection(entry, timeout=3)
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False

def named(entry):
    address, port = entry.split(":")
    return f"{entry} ({MACHINES[address]})" if address in MACHINES else entry

registry = subprocess.run(
    ["runuser", "-u", os.environ["STUDENT_USER"], "--", "ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "lb",
     "if [ -f /srv/registry/api ]; then echo there; head -c 2000 /srv/registry/api; else echo missing; fi"],
    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
if registry.startswith("missing"):
    not_yet("There is no file /srv/registry/api on lb.")
if not registry.startswith("there"):
    print("lb does not answer to ssh.")
    sys.exit(2)
listed = [line.strip() for line in registry.splitlines()[1:] if line.strip()]
if not listed:
    not_yet("/srv/registry/api on lb is empty.")
for line in listed:
    if not re.fullmatch(r"\d+\.\d+\.\d+\.\d+:\d+", line):
        not_yet(f'"{line[:60]}" in /srv/registry/api is not of the form ADDRESS:PORT.')

places = [f"{address}:{port}" for address in MACHINES for port in range(8080, 8090)]
with concurrent.futures.ThreadPoolExecutor(10) as pool:
    live = [place for place, is_well in zip(places, pool.map(well, places)) if is_well]
for entry in listed:
    if entry not in live:
        not_yet(f"The list has {named(entry)}, and no instance answers there.")
missing = [entry for entry in live if entry not in listed]
if missing:
    names = sorted({MACHINES[entry.split(":")[0]] for entry in missing})
    not_yet(f"{len(live)} instances live, and {len(missing)} of them not in the list. Look at {' and '.join(names)}.")
if not live:
    not_yet("No instance lives on be1, be2 or be3. Start them: ssh be1 sudo backend start")
END
