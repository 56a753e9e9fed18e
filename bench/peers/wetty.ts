/** wetty, when somebody has installed it: on a machine like ours, spoken to by its own client library. */
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Channel } from './channel.ts';
import { startMachine } from './machine.ts';

const PORT = 3000;
/** Its client says after so many characters that it has shown them. */
const COMMIT_EVERY = 262_144;

interface Socket {
  on(event: string, listener: (data: string) => void): void;
  once(event: string, listener: () => void): void;
  emit(event: string, data: unknown): void;
  close(): void;
}

/** The folder whose node_modules have wetty: SANDLOT_BENCH_WETTY, or the one of a `wetty` on the PATH. */
export function findWetty(environment: NodeJS.ProcessEnv): string | null {
  const named = environment.SANDLOT_BENCH_WETTY;
  const main = 'node_modules/wetty/build/main.js';
  if (named) return existsSync(path.join(named, main)) ? path.resolve(named) : null;
  for (const folder of (environment.PATH ?? '').split(':')) {
    const program = path.join(folder, 'wetty');
    const real = existsSync(program) ? realpathSync(program) : '';
    if (real.endsWith(main)) return real.slice(0, -main.length);
  }
  return null;
}

class Wetty extends Channel {
  readonly #socket: Socket;
  #uncommitted = 0;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on('data', (text) => {
      this.take(Buffer.from(text));
      this.#uncommitted += text.length;
      if (this.#uncommitted < COMMIT_EVERY) return;
      this.#uncommitted -= COMMIT_EVERY;
      socket.emit('commit', COMMIT_EVERY);
    });
  }

  write(text: string): void {
    this.#socket.emit('input', text);
  }

  close(): void {
    this.#socket.close();
  }
}

/** Starts it on `image` with this Node; gives where it listens. It runs as root: only so it starts a shell itself. */
export async function startWetty(image: string, folder: string): Promise<string> {
  const program = '/wetty/node_modules/wetty/build/main.js';
  const options = ['--port', String(PORT), '--host', '0.0.0.0', '--ssh-host', 'localhost'];
  const { address } = await startMachine(image, ['node', program, ...options, '--command', 'bash'], {
    binds: [`${folder}:/wetty`, `${realpathSync(process.execPath)}:/usr/local/bin/node`],
  });
  const origin = `http://${address}:${PORT}`;
  for (let i = 0; i < 200; i++) {
    if (await fetch(origin).catch(() => null)) return origin;
    await wait(50);
  }
  throw new Error('wetty does not answer');
}

/** A shell of its own. */
export async function openWetty(origin: string, folder: string): Promise<Channel> {
  const require = createRequire(path.join(folder, 'node_modules/wetty/package.json'));
  const client = await import(pathToFileURL(require.resolve('socket.io-client')).href);
  const socket: Socket = client.io(origin, { forceNew: true });
  const channel = new Wetty(socket);
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('wetty lets nobody in')), 10_000);
    socket.once('login', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  socket.emit('resize', { cols: 80, rows: 24 });
  return channel;
}
