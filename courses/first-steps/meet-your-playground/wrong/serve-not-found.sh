nohup python3 -c '
from http.server import BaseHTTPRequestHandler, HTTPServer
class Lost(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(404)
HTTPServer(("", 8000), Lost).serve_forever()
' > ~/server.log 2>&1 &
until ss -ltnH 'sport = :8000' | grep -q .; do sleep 0.1; done
