/** A door in front of the real engine that a test can shut: an engine that goes away without anything going wrong. */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ENGINE_SOCKET = '/var/run/docker.sock';
export const REAL_ENGINE = `unix://${ENGINE_SOCKET}`;

export class EngineDoor {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sandlot-engine-'));
  readonly #path = join(this.#folder, 'docker.sock');
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;

  static async open(): Promise<EngineDoor> {
    const door = new EngineDoor();
    await door.reopen();
    return door;
  }

  /** What DOCKER_HOST would say. */
  get host(): string {
    return `unix://${this.#path}`;
  }

  /** Nothing happens while it is open. */
  async reopen(): Promise<void> {
    if (this.#server) return;
    const server = createServer({ allowHalfOpen: true }, (near) => {
      const far = connect({ path: ENGINE_SOCKET, allowHalfOpen: true });
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
    this.#server = server;
    await new Promise<void>((done) => server.listen(this.#path, done));
  }

  /** Cuts every call that is under way and answers no more. */
  async shut(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    const server = this.#server;
    this.#server = null;
    if (server) await new Promise((done) => server.close(done));
  }

  async remove(): Promise<void> {
    await this.shut();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
