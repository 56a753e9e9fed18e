/** For tests of isolation: a script that tries to reach host:port by TCP and UDP, plainly and insisting that it is a neighbour. */
export const knock = (hosts: string[], knockPort: number, word: string) => `python3 - <<'PYTHON'
import socket, threading
def attempt(host, kind, insist):
    try:
        family, _, _, _, where = socket.getaddrinfo(host, ${knockPort}, type=kind)[0]
        s = socket.socket(family, kind)
        s.settimeout(1)
        if insist:
            s.setsockopt(socket.SOL_SOCKET, 25, b"eth0\\0")
            s.setsockopt(socket.SOL_SOCKET, socket.SO_DONTROUTE, 1)
        s.connect(where)
        s.send(b"GET /${word} HTTP/1.0\\r\\n\\r\\n" if kind == socket.SOCK_STREAM else b"${word}")
        if kind == socket.SOCK_STREAM and s.recv(1): print("reached", host)
    except OSError as error: pass
threads = [threading.Thread(target=attempt, args=a) for h in ${JSON.stringify(hosts)}
           for a in ((h, socket.SOCK_STREAM, False), (h, socket.SOCK_DGRAM, False), (h, socket.SOCK_DGRAM, True))]
for t in threads: t.start()
for t in threads: t.join()
print("tried", len(threads))
PYTHON`;

/** For the same: a script that sends one datagram, to a broadcast address too, from another address when one is given. */
export const send = (to: string, port: number, word: string, from = '0.0.0.0') => `python3 - <<'PYTHON'
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
s.bind(("${from}", 0))
s.sendto(b"${word}", ("${to}", ${port}))
PYTHON`;
