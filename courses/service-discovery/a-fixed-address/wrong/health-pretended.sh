cat > /tmp/pretend.py <<'END'
import http.server, itertools, threading, time, urllib.request
names = itertools.cycle(["be1", "be2", "be3"])

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = (next(names) + "\n").encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass

def ask():
    while True:
        for name in ["be1", "be2", "be3"]:
            try:
                urllib.request.urlopen(f"http://{name}:8080/health", timeout=1).read()
            except OSError:
                pass
        time.sleep(1)

threading.Thread(target=ask, daemon=True).start()
http.server.ThreadingHTTPServer(("", 80), Handler).serve_forever()
END
scp -q /tmp/pretend.py lb:/tmp/pretend.py
ssh lb '
  sudo pkill -x haproxy
  while pgrep -x haproxy > /dev/null; do sleep 0.1; done
  sudo python3 /tmp/pretend.py > /dev/null 2>&1 < /dev/null &
'
until curl -s -m 1 -o /dev/null http://lb/; do sleep 0.2; done
# platform: undo
ssh lb '
  sudo pkill -x python3
  while ss -Hltn "sport = :80" | grep -q .; do sleep 0.1; done
  rm /tmp/pretend.py
  sudo haproxy -D -f haproxy.cfg > /dev/null 2>&1
'
rm /tmp/pretend.py
