/**
 * The place where one holder dials in: a socket `s` in a folder that the holder sees and cannot change. The broker
 * listens and follows no name that somebody else made, so nobody can lead it to another socket of the host.
 *
 * One connection at a time: while there is one nobody listens, so that whoever dials in vain costs nothing here. After
 * a connection that was given up or was short, it takes a while until the next one may come.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, closeSync, constants, lstatSync, openSync, renameSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { HolderLink } from './holder-link.ts';

export interface DoorOptions {
  folder: string;
  /** See LinkOptions. */
  terminals: number;
  name: RegExp;
  answerMs?: number;
  /** What came of a connection that was given up. */
  onBreach(reason: string): void;
}

const SHORT_MS = 5000;
const FIRST_WAIT_MS = 100;
const LAST_WAIT_MS = 10_000;

export class HolderDoor {
  readonly #options: DoorOptions;
  readonly #path: string;
  readonly #waiting = new Set<() => void>();
  #server: Server | null = null;
  #inode: bigint | null = null;
  #link: HolderLink | null = null;
  #waitMs = 0;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: DoorOptions) {
    this.#options = options;
    this.#path = join(options.folder, 's');
  }

  /** The holder that is there; null when none is. */
  get link(): HolderLink | null {
    return this.#link?.ready ? this.#link : null;
  }

  /** Listens. Throws when that folder can have no socket. Nothing to do when it is open. */
  async open(): Promise<void> {
    if (this.#server || this.#link || this.#closed) return;
    const server = createServer((socket) => this.#admit(socket));
    this.#server = server;
    server.unref();
    try {
      await this.#listen(server);
    } catch (error) {
      server.close();
      this.#server = null;
      throw error;
    }
  }

  /** Waits for the holder; null when none has come by then. */
  async next(ms: number): Promise<HolderLink | null> {
    if (this.link || this.#closed) return this.link;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#waiting.add(resolve);
    await promise;
    clearTimeout(timer);
    this.#waiting.delete(resolve);
    return this.link;
  }

  /** Listens no more. `left`: the programs go on, for another broker. `lost`: they have gone, and it is told. */
  close(how: 'left' | 'lost'): void {
    this.#closed = true;
    if (this.#retry) clearTimeout(this.#retry);
    this.#shut();
    if (how === 'left') this.#link?.close();
    else this.#link?.lose();
    this.#link = null;
    this.#wake();
  }

  /** Under a name that nobody looks for, until it is as it should be: `s` is there whole or not at all. */
  async #listen(server: Server): Promise<void> {
    const { folder } = this.#options;
    const name = `.${randomBytes(6).toString('hex')}`;
    // Addresses of sockets have room for 107 bytes, paths are longer: the folder is named by its descriptor.
    const descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      // A short queue: who dials a thousand times at once is turned away by the kernel.
      server.listen({ path: `/proc/self/fd/${descriptor}/${name}`, backlog: 1 });
      await once(server, 'listening');
    } finally {
      closeSync(descriptor);
    }
    const made = join(folder, name);
    chmodSync(made, 0o666); // root inside is another user outside where the engine has user namespaces
    this.#inode = lstatSync(made, { bigint: true }).ino;
    renameSync(made, this.#path);
    if (this.#server !== server) this.#remove(); // shut meanwhile
  }

  #admit(socket: Socket): void {
    if (this.#link || this.#closed) {
      socket.destroy();
      return;
    }
    this.#shut();
    const since = performance.now();
    this.#link = new HolderLink(socket, {
      terminals: this.#options.terminals,
      name: this.#options.name,
      answerMs: this.#options.answerMs,
      onReady: () => this.#wake(),
      onGone: (breach) => {
        this.#link = null;
        if (breach) this.#options.onBreach(breach);
        this.#openLater(breach !== null || performance.now() - since < SHORT_MS);
      },
    });
  }

  #openLater(cautious: boolean): void {
    if (this.#closed) return;
    this.#waitMs = cautious ? Math.min(Math.max(this.#waitMs * 2, FIRST_WAIT_MS), LAST_WAIT_MS) : 0;
    this.#retry = setTimeout(() => {
      this.open().catch(() => {}); // the folder has gone, and its machine
    }, this.#waitMs).unref();
  }

  #shut(): void {
    this.#server?.close();
    this.#server = null;
    this.#remove();
  }

  /** Takes the socket away, if it is still ours: another broker may have put its own there. */
  #remove(): void {
    if (this.#inode === null) return;
    const found = lstatSync(this.#path, { bigint: true, throwIfNoEntry: false });
    if (found && found.ino === this.#inode) rmSync(this.#path, { force: true });
    this.#inode = null;
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
  }
}
