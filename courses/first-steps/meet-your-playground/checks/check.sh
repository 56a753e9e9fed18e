# ~/check.sh, run as nobody against four servers of ours on free ports.
script=$STUDENT_HOME/check.sh
[ -e "$script" ] || not_yet "There is no file ~/check.sh on m1 yet."
[ -f "$script" ] || not_yet "~/check.sh is there, but it is no file."
[ -s "$script" ] || not_yet "~/check.sh is empty."
python3 - "$script" <<'END'
import http.server, socket, subprocess, sys, threading

def status(code):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = b"<p>hello</p>\n"
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        do_HEAD = do_GET
        def log_message(self, *args):
            pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]

silent = socket.create_server(("127.0.0.1", 0), backlog=64)
gone = socket.socket()  # its port is nobody's, and it listens to nobody
gone.bind(("127.0.0.1", 0))
nothing = gone.getsockname()[1]
TRIES = [
    ("a server that answers with 200", status(200), True),
    ("a port where nothing listens", nothing, False),
    ("a server that never says a word", silent.getsockname()[1], False),
    ("a server that answers with 500", status(500), False),
]
for what, port, right in TRIES:
    with open(sys.argv[1], "rb") as script:
        done = subprocess.run(
            ["runuser", "-u", "nobody", "--", "timeout", "-k", "1", "5", "sh", "-s", str(port)],
            stdin=script, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
    if done.returncode in (124, 137):
        print(f"For {what} it has not ended after 5 seconds.")
        sys.exit(1)
    if right and done.returncode != 0:
        print(f"For {what} it ends with {done.returncode}, and should end with 0.")
        sys.exit(1)
    if not right and done.returncode == 0:
        print(f"For {what} it ends with 0: it says that all is well.")
        sys.exit(1)
END
