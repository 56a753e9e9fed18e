# Runs ~/pick.sh with a list in which one entry refuses, one never says a word, and one lives.
python3 - <<'END'
import http.client, http.server, os, random, socket, subprocess, sys, threading

NAMES = ["be1", "be2", "be3"]
ADDRESS = {name: os.environ["IP_" + name.upper()] for name in NAMES}
USER, HOME = os.environ["STUDENT_USER"], os.environ["STUDENT_HOME"]
SCRIPT = f"{HOME}/pick.sh"
RUNS, PATIENCE_S = 14, 8

def not_yet(message):
    print(message)
    sys.exit(1)

def well(name):
    try:
        connection = http.client.HTTPConnection(ADDRESS[name], 8080, timeout=3)
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False

if not os.path.isfile(SCRIPT) or not os.stat(SCRIPT).st_mode & 0o100:
    not_yet("~/pick.sh is gone, or may not be executed.")
live = [name for name in NAMES if well(name)]
if not live:
    not_yet("No instance lives on port 8080 of be1, be2 or be3. Start one: ssh be1 sudo backend start")
alive = random.choice(live)

silent = socket.create_server(("127.0.0.1", 0), backlog=64)
gone = socket.socket()  # its port is nobody's, and it listens to nobody
gone.bind(("127.0.0.1", 0))
refusing = gone.getsockname()[1]
entries = [f"127.0.0.1:{refusing}", f"127.0.0.1:{silent.getsockname()[1]}", f"{ADDRESS[alive]}:8080"]
random.shuffle(entries)
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
env = {"PATH": os.environ["PATH"], "HOME": HOME, "LANG": "C.UTF-8",
       "REGISTRY": f"http://127.0.0.1:{server.server_address[1]}/api"}
what = "with a list of three in which one refuses, one never says a word, and one lives"
for number in range(1, RUNS + 1):
    done = subprocess.run(["runuser", "-u", USER, "--", "timeout", "-k", "1", str(PATIENCE_S), SCRIPT], cwd=HOME, env=env,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    said = done.stdout.strip()
    if done.returncode in (124, 137):
        not_yet(f"Called {what}, ~/pick.sh had not ended after {PATIENCE_S} seconds.")
    if done.returncode != 0:
        not_yet(f"Called {what}, ~/pick.sh ended with {done.returncode} at try {number} of {RUNS}.")
    if said != alive:
        not_yet(f'Called {what}, ~/pick.sh printed "{said[:60]}", and {alive} was the one that lives.')
END
