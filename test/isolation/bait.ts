/** What lies on the host to be found: files, a process that has one of them open, and servers that note who asks them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Canaries } from './attempts.ts';
import { SLEEP } from './process-attempts.ts';

/** `major minor`, as mknod takes it. */
const deviceOf = (dev: bigint) => `${(dev >> 8n) & 0xfffn} ${(dev & 0xffn) | ((dev >> 12n) & 0xfff00n)}`;

/** Whether the host speaks IPv6 at all. */
const hasIPv6 = existsSync('/proc/net/if_inet6');

export class Bait {
  readonly canaries: Canaries;
  /** What the servers were asked, by HTTP or in a datagram. */
  readonly heard: string[] = [];
  readonly #folder: string;
  readonly #sleeper: ChildProcess;
  readonly #web = createServer((request, response) => {
    this.heard.push(request.url ?? '');
    response.end('host');
  });
  readonly #datagrams = createSocket(hasIPv6 ? 'udp6' : 'udp4', (bytes) => {
    this.heard.push(bytes.toString());
  });

  private constructor(engineFolder: string) {
    this.#folder = mkdtempSync(join(tmpdir(), 'sandlot-isolation-'));
    const word = `canary${randomBytes(8).toString('hex')}`;
    const file = join(this.#folder, 'word');
    writeFileSync(file, word, { mode: 0o644 });
    const database = join(this.#folder, 'database');
    writeFileSync(database, [...word].reverse().join(''), { mode: 0o600 });
    const opened = openSync(database, 'r+');
    this.#sleeper = spawn(SLEEP[0] ?? '', SLEEP.slice(1), {
      env: { PATH: process.env.PATH, CANARY: word },
      stdio: ['ignore', 'ignore', 'ignore', opened],
    });
    closeSync(opened);
    const disk = deviceOf(statSync(engineFolder, { bigint: true }).dev);
    this.canaries = { word, file, database, disk, pid: this.#sleeper.pid ?? 0 };
  }

  /** `engineFolder` is where the engine keeps machines. */
  static async lay(engineFolder: string): Promise<Bait> {
    const bait = new Bait(engineFolder);
    const everywhere = hasIPv6 ? '::' : '0.0.0.0';
    await new Promise<void>((done) => bait.#web.listen(0, everywhere, done));
    await new Promise<void>((done) => bait.#datagrams.bind(bait.port, everywhere, done));
    return bait;
  }

  /** Of both servers. */
  get port(): number {
    return (this.#web.address() as AddressInfo).port;
  }

  /** Whether the server answers the host itself at this address. */
  answers(host: string): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect({ host, port: this.port }, () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
  }

  /** Whether an attempt has written beside the file; takes that away. */
  takeMark(): boolean {
    const mark = `${this.canaries.file}.mark`;
    const is = existsSync(mark);
    rmSync(mark, { force: true });
    return is;
  }

  clear(): void {
    this.#sleeper.kill();
    this.#web.close();
    this.#datagrams.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
