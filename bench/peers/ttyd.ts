/** ttyd as Debian packages it, on a machine like ours, spoken to by its own protocol. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Docker from 'dockerode';
import { WebSocket } from 'ws';
import { Channel } from './channel.ts';
import { startMachine } from './machine.ts';

const docker = new Docker();
const PORT = 7681;
/** The first byte of a message, both ways: bytes of the terminal. The others are titles, sizes and settings. */
const BYTES = '0';

/** Trixie has no ttyd, and the next Debian has: ttyd and the libraries that it needs come from there, nothing else. */
const INSTALL = [
  // From the mirror that the image has its packages from.
  `mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list* | head -n 1)`,
  `echo "deb [check-valid-until=no] $mirror forky main" >/etc/apt/sources.list.d/forky.list`,
  'apt-get -o APT::Default-Release=trixie update',
  'apt-get -o APT::Default-Release=trixie install -y --no-install-recommends ttyd/forky libwebsockets-evlib-uv/forky',
  'rm -rf /var/lib/apt/lists/*',
].join(' && ');

class Ttyd extends Channel {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    super();
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      if (data[0] === BYTES.charCodeAt(0)) this.take(data.subarray(1));
    });
  }

  write(text: string): void {
    this.#socket.send(Buffer.from(BYTES + text));
  }

  close(): void {
    this.#socket.terminate();
  }
}

/** Our image with ttyd on it; built once and kept. */
async function ttydImage(base: string): Promise<string> {
  const content = createHash('sha256')
    .update(base + INSTALL)
    .digest('hex');
  const tag = `sandlot-bench/ttyd:${content.slice(0, 12)}`;
  if ((await docker.listImages({ filters: { reference: [tag] } })).length > 0) return tag;
  console.log('Building an image with ttyd, once');
  const context = mkdtempSync(path.join(tmpdir(), 'sandlot-ttyd-'));
  writeFileSync(path.join(context, 'Dockerfile'), `FROM ${base}\nRUN ${INSTALL}\n`);
  const options = { t: tag, labels: { 'sandlot.bench.image': 'ttyd' }, rm: true, forcerm: true };
  const progress = await docker.buildImage({ context, src: ['Dockerfile'] }, options);
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(progress, (error, steps) => {
      const failed = error?.message ?? steps.find((step) => step.error)?.error;
      if (failed) reject(new Error(`no image with ttyd: ${failed}`));
      else resolve();
    });
  });
  rmSync(context, { recursive: true });
  return tag;
}

/** Starts it on `base`; gives where it listens. */
export async function startTtyd(base: string): Promise<string> {
  const command = ['ttyd', '-W', '-p', String(PORT), 'bash', '-l'];
  const { address } = await startMachine(await ttydImage(base), command, { user: 'student' });
  const origin = `${address}:${PORT}`;
  for (let i = 0; i < 100; i++) {
    if (await fetch(`http://${origin}/`).catch(() => null)) return origin;
    await wait(50);
  }
  throw new Error('ttyd does not answer');
}

/** A shell of its own. */
export async function openTtyd(origin: string): Promise<Channel> {
  const socket = new WebSocket(`ws://${origin}/ws`, ['tty'], { perMessageDeflate: false });
  const channel = new Ttyd(socket);
  await once(socket, 'open');
  socket.send(Buffer.from(JSON.stringify({ AuthToken: '', columns: 80, rows: 24 })));
  return channel;
}
