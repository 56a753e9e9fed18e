/** An engine that makes no container until it is let go: the real one behind a socket of ours, which holds such requests. */
import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';

const ENGINE = (process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock').replace('unix://', '');

export class HeldEngine {
  readonly #letGo = Promise.withResolvers<void>();
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer({ allowHalfOpen: true }, (client) => this.#pass(client));

  /** Listens on the socket file `path`. */
  static async start(path: string): Promise<HeldEngine> {
    const held = new HeldEngine();
    held.#server.listen(path);
    await once(held.#server, 'listening');
    return held;
  }

  letGo(): void {
    this.#letGo.resolve();
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #pass(client: Socket): void {
    const engine = createConnection({ path: ENGINE, allowHalfOpen: true });
    for (const [from, to] of [
      [client, engine],
      [engine, client],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
    engine.pipe(client);
    client.on('data', async (chunk: Buffer) => {
      client.pause();
      if (/^POST \S*\/containers\/create/.test(chunk.toString('latin1', 0, 200))) await this.#letGo.promise;
      engine.write(chunk);
      client.resume();
    });
    client.on('end', () => engine.end());
  }
}
