/**
 * For tests of isolation: a host of the outside world in a network namespace of its own, wired to this host by a cable
 * of its own. No packet for it leaves this host, and all of it goes with its container. Made through the engine, so that it needs
 * no more rights than the engine gives.
 */
import { freshId } from '../contract/bench.ts';
import { until } from '../contract/typed-terminal.ts';
import type { Engine, Labels } from './engine.ts';

/** One stand-in for each test file that runs at the same time, from the range for documentation (RFC 5737): nobody's. */
export const OUTSIDE = '198.51.100.2';
export const OTHER_OUTSIDE = '198.51.100.6';
export const MIRROR_OUTSIDE = '198.51.100.10';
/** This host's end of the cable is the address before. */
export const nearEnd = (far: string) => far.replace(/\d+$/, (last) => String(Number(last) - 1));

export interface Outside {
  address: string;
  /** Further addresses that it has, and that this host reaches over the cable alone. */
  also: string[];
}

/** Answers HTTP on 8080, is the address of every name that it is asked for on 53, and writes down every other datagram. */
// Not http.server's own: it asks for the host's name, and waits for an answer when the cable is there by then.
const SERVER = `
import http.server, socket, socketserver, threading
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"outside")
def listen(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind((host, port))
    while True:
        data = s.recvfrom(2048)[0]
        with open("/tmp/log", "ab") as log: log.write(b"udp " + data + b"\\n")
`;
const IP_FREEBIND = 15;
const outsideServer = ({ address, also }: Outside) => `${SERVER}
def names(host):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.setsockopt(socket.SOL_IP, ${IP_FREEBIND}, 1); s.bind((host, 53))
    answer = bytes.fromhex("c00c 0001 0001 00000001 0004") + socket.inet_aton("${address}")
    while True:
        query, who = s.recvfrom(2048)
        end = query.index(0, 12) + 5
        ipv4 = query[end - 4:end - 2] == bytes([0, 1])
        counts = bytes([0, 1, 0, int(ipv4), 0, 0, 0, 0])
        s.sendto(query[:2] + bytes.fromhex("8180") + counts + query[12:end] + (answer if ipv4 else b""), who)
for host in ${JSON.stringify([address, ...also])}: threading.Thread(target=names, args=(host,)).start()
threading.Thread(target=listen, args=("0.0.0.0", 8080)).start()
socketserver.ThreadingTCPServer(("0.0.0.0", 8080), Page).serve_forever()
`;
const DNS_RECORDER = `${SERVER}
listen("127.0.0.1", 53)
`;

const BASH = ['/bin/bash', '-c'];

export class StandIn {
  readonly #engine: Engine;
  readonly #image: string;
  readonly #labels: Labels;
  readonly #containers: string[] = [];
  #outside = '';

  private constructor(engine: Engine, image: string, labels: Labels) {
    this.#engine = engine;
    this.#image = image;
    this.#labels = labels;
  }

  static async start(
    engine: Engine,
    image: string,
    labels: Labels,
    place: Outside = { address: OUTSIDE, also: [] },
  ): Promise<StandIn> {
    const standIn = new StandIn(engine, image, labels);
    try {
      await standIn.#wire(place);
    } catch (error) {
      await standIn.stop();
      throw error;
    }
    return standIn;
  }

  async #wire(place: Outside): Promise<void> {
    const { address, also } = place;
    const python = ['/usr/bin/python3', '-c', outsideServer(place)];
    const near = nearEnd(address);
    this.#outside = await this.#container(python, { NetworkMode: 'none', CapDrop: ['ALL'] });
    const cable = `set -e
pid=$(grep -l ${this.#outside} /proc/[0-9]*/cgroup | head -1 | cut -d/ -f3)
near=slo$RANDOM
ip link add $near type veth peer name far netns $pid
ip addr add ${near}/30 dev $near
ip link set $near up
for one in ${also.join(' ')}; do ip route add $one/32 dev $near; nsenter -t $pid -n ip addr add $one/32 dev far; done
nsenter -t $pid -n sh -c 'ip addr add ${address}/30 dev far && ip link set far up && ip link set lo up && ip route add default via ${near}'`;
    if ((await this.onHost(cable)) !== 0) throw new Error('the stand-in could not be wired');
    await until('the stand-in answers', () =>
      fetch(`http://${address}:8080/`).then(
        () => true,
        () => false,
      ),
    );
  }

  /** Runs a script as root in the host's network; gives its exit code. */
  onHost(script: string): Promise<number> {
    return this.#once(script, {
      NetworkMode: 'host',
      PidMode: 'host',
      CapDrop: ['ALL'],
      CapAdd: ['NET_ADMIN', 'SYS_ADMIN', 'SYS_PTRACE'],
      SecurityOpt: ['apparmor=unconfined', 'seccomp=unconfined'],
      MaskedPaths: [],
      ReadonlyPaths: [],
    });
  }

  /** Runs a script in a container on the engine's ordinary network: the control for what a sandbox may not. */
  ordinaryContainer(script: string): Promise<number> {
    return this.#once(script, { NetworkMode: 'bridge' });
  }

  /** Runs a script on the stand-in; gives its exit code. */
  fromOutside(script: string): Promise<number> {
    return this.#once(script, { NetworkMode: `container:${this.#outside}` });
  }

  /** Runs a further program on the stand-in, by Python, as long as it lives. */
  alsoRun(python: string): Promise<void> {
    return this.#engine.launch(this.#outside, ['/usr/bin/python3', '-c', python]);
  }

  /** What the stand-in has heard. */
  log(): Promise<string> {
    return this.#read(this.#outside);
  }

  /** Listens where the host's own resolver would be asked; gives the way to read what came. */
  async recordHostDns(): Promise<() => Promise<string>> {
    const python = ['/usr/bin/python3', '-c', DNS_RECORDER];
    const recorder = await this.#container(python, { NetworkMode: 'host' });
    return () => this.#read(recorder);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#containers.map((id) => this.#engine.removeContainer(id)));
  }

  async #container(command: string[], host: object): Promise<string> {
    const HostConfig = { LogConfig: { Type: 'none' }, ...host };
    const body = { Image: this.#image, Cmd: command, Labels: this.#labels, HostConfig };
    const id = await this.#engine.createContainer(freshId('sandlot-standin-'), body);
    this.#containers.push(id);
    await this.#engine.startContainer(id);
    return id;
  }

  async #once(script: string, host: object): Promise<number> {
    return this.#engine.waitContainer(await this.#container([...BASH, script], host));
  }

  async #read(container: string): Promise<string> {
    const command = [...BASH, 'cat /tmp/log 2>/dev/null'];
    const { stream } = await this.#engine.exec(container, { command, user: 'root', env: [], tty: false });
    const chunks: Buffer[] = [];
    stream.on('data', (chunk) => chunks.push(chunk)).end();
    await new Promise((resolve) => stream.on('close', resolve));
    return Buffer.concat(chunks).toString('latin1');
  }
}
