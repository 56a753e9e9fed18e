# Runs ~/pick.sh with registries of our own, which it is told of by REGISTRY, and once with the real one.
python3 - <<'END'
import collections, http.server, os, re, subprocess, sys, tempfile, threading

NAMES = ["be1", "be2", "be3"]
ADDRESS = {name: os.environ["IP_" + name.upper()] for name in NAMES}
USER, HOME = os.environ["STUDENT_USER"], os.environ["STUDENT_HOME"]
SCRIPT = f"{HOME}/pick.sh"
MOST = 60

def not_yet(message):
    print(message)
    sys.exit(1)

def serve(entries):
    """The address of a registry that lists these."""
    body = "".join(f"{entry}\n" for entry in entries).encode()
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        def log_message(self, *_):
            pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/api"

def run(registry, before=()):
    env = {"PATH": os.environ["PATH"], "HOME": HOME, "LANG": "C.UTF-8"}
    if registry:
        env["REGISTRY"] = registry
    done = subprocess.run(["runuser", "-u", USER, "--", "timeout", "-k", "1", "6", *before, SCRIPT], cwd=HOME, env=env,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if done.returncode in (124, 137):
        not_yet("~/pick.sh has not ended after 6 seconds.")
    return done.returncode, done.stdout.strip()

if not os.path.isfile(SCRIPT):
    not_yet("There is no file ~/pick.sh on the client.")
if not os.access(SCRIPT, os.X_OK) or not os.stat(SCRIPT).st_mode & 0o100:
    not_yet("~/pick.sh may not be executed. This helps: chmod +x ~/pick.sh")

def well(name):
    return subprocess.run(["curl", "-sf", "-m", "3", "-o", "/dev/null", f"http://{ADDRESS[name]}:8080/health"]).returncode == 0

live = [name for name in NAMES if well(name)]
if len(live) < 3:
    not_yet(f"Only {len(live)} of be1, be2 and be3 have their instance on port 8080. Start the others: ssh be1 sudo backend start")

# Where does it go?
with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o711)
    calls = f"{folder}/calls"
    open(calls, "w").close()
    os.chmod(calls, 0o666)
    status, said = run(None, ["strace", "-f", "-qq", "-e", "trace=connect", "-e", "signal=none", "-o", calls])
    connects = re.findall(r'htons\((\d+)\), sin_addr=inet_addr\("([\d.]+)"\)', open(calls).read())
if ("80", os.environ["IP_LB"]) in connects:
    not_yet("~/pick.sh asks lb for the service, on port 80. It should take an address from the list, and go there itself.")
if status != 0:
    not_yet(f"~/pick.sh, called without REGISTRY, ends with {status}.")
if not re.fullmatch(r"be[123](:\d+)?", said):
    not_yet(f'~/pick.sh printed "{said[:60]}", and not the name of an instance.')
if not any(address in ADDRESS.values() for _, address in connects):
    not_yet("~/pick.sh goes to none of the machines with instances.")

# Does it take the list that it is told of?
alone = live[os.getpid() % len(live)]
url = serve([f"{ADDRESS[alone]}:8080"])
for _ in range(12):
    status, said = run(url)
    if status != 0:
        not_yet(f"~/pick.sh ends with {status} when REGISTRY names a list with one instance.")
    if said != alone:
        not_yet(f'REGISTRY named a list with just the instance of {alone}, and ~/pick.sh printed "{said[:60]}".')

# Does it spread?
url = serve([f"{ADDRESS[name]}:8080" for name in live])
found = collections.Counter()
while sum(found.values()) < MOST and not all(found[name] >= 3 for name in live):
    status, said = run(url)
    if status != 0:
        not_yet(f"~/pick.sh ends with {status} though all instances of the list live.")
    found[said] += 1
if any(found[name] < 3 for name in live):
    split = ", ".join(f"{found[name]} from {name}" for name in live)
    not_yet(f"Of {sum(found.values())} answers that ~/pick.sh got, {split}. It should spread its calls.")
END
