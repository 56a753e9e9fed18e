/** Attempts at the host by IPv6, and at the frames of a neighbour. Each says how it went; the tests look at the other end, too. */

/** What `spoof` says is at the address that it claims. */
export const SPOOFED_MAC = '02:5a:6e:64:6c:74';

/**
 * Turns IPv6 on where it may, takes a link-local address on each interface, and asks each of `addresses` through each of
 * them, by TCP and UDP, all hosts of the link too. Prints REACHED for an answer.
 */
export const knock6 = (addresses: string[], port: number, word: string) => `python3 - <<'PYTHON'
import glob, socket, subprocess, threading
for file in glob.glob("/proc/sys/net/ipv6/conf/*/disable_ipv6"):
    try: open(file, "w").write("0")
    except OSError: pass
names = [name for _, name in socket.if_nameindex() if name != "lo"]
for name in names:
    subprocess.run(["ip", "-6", "addr", "add", "fe80::5a6e/64", "dev", name, "nodad"], stderr=subprocess.DEVNULL)
def attempt(address, name, kind):
    try:
        s = socket.socket(socket.AF_INET6, kind)
        s.settimeout(3)
        s.connect((address, ${port}, 0, socket.if_nametoindex(name)))
        s.send(b"GET /${word} HTTP/1.0\\r\\n\\r\\n")
        if kind == socket.SOCK_STREAM and s.recv(1): print("REACHED", address)
    except OSError: pass
threads = [threading.Thread(target=attempt, args=(address, name, kind)) for address in ${JSON.stringify([...addresses, 'ff02::1'])}
           for name in names for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM)]
for one in threads: one.start()
for one in threads: one.join()
print("TRIED")
PYTHON`;

/**
 * Listens to all frames on each interface, or on those of `names`, for some seconds or until one of `mac` comes by, which
 * it prints as REACHED; then says for a second that `address` is here. With `names` it fails where it may not.
 */
export const spoof = (mac: string, address: string, names: string[] | null = null) => `python3 - <<'PYTHON'
import select, socket, time
theirs, mine = [bytes.fromhex(mac.replace(":", "")) for mac in ("${mac}", "${SPOOFED_MAC}")]
claim = (b"\\xff" * 6 + mine + b"\\x08\\x06" + b"\\x00\\x01\\x08\\x00\\x06\\x04\\x00\\x02"
         + mine + socket.inet_aton("${address}") + theirs + b"\\x00" * 4)
sockets = []
for name in ${names ? JSON.stringify(names) : '[name for _, name in socket.if_nameindex()]'}:
    try:
        s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
        s.bind((name, 0))
        sockets.append(s)
    except OSError: ${names ? 'raise' : 'pass'}
heard = False
end = time.monotonic() + (${names ? 20 : 3} if sockets else 0)
while time.monotonic() < end and not heard:
    for s in select.select(sockets, [], [], 0.1)[0]: heard = heard or s.recv(65535)[6:12] == theirs
for _ in range(10 if sockets else 0):
    for s in sockets:
        try: s.send(claim)
        except OSError: pass
    time.sleep(0.1)
print("REACHED TRIED" if heard else "TRIED")
PYTHON`;
