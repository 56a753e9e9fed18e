/** A Pty over node-pty. Knows streams of bytes, no machine. */
import { randomUUID } from 'node:crypto';
import { type IPty, spawn } from '@lydell/node-pty';
import type { Foreground, Pty } from '../runtime.ts';
import { childrenOf, signalProcess } from './host-process.ts';
import { InputQueue } from './input-queue.ts';

const KILL_DRAIN_MS = 200;
const UNKNOWN: Foreground = { shell: null, program: null };

/** What node-pty has and its types leave out. */
interface Inside {
  readonly fd: number;
  _socket: {
    readonly destroyed: boolean;
    destroy(error?: Error): unknown;
    resume(): unknown;
  };
  on(event: 'error' | 'data', listener: (argument: never) => void): void;
}

class MachinePty implements Pty {
  readonly id = randomUUID();
  readonly durable = false;
  readonly seq = 0;
  readonly checkpoint = null;
  readonly note = '';
  readonly #pty: IPty & Inside;
  readonly #foreground: (pid: number) => Foreground;
  /** node-pty's own write would spin, all of us with it, while the program does not read. */
  readonly #input: InputQueue;
  #ended = false;
  #paused = false;

  constructor(pty: IPty & Inside, foreground: (pid: number) => Foreground) {
    this.#pty = pty;
    this.#foreground = foreground;
    this.#input = new InputQueue(pty.fd, () => this.#open);
    pty.on('error', () => {}); // a write to a program that has just ended; its exit tells
    pty.onExit(() => {
      this.#ended = true;
    });
    this.#drainAtEnd();
  }

  get cols(): number {
    return this.#pty.cols;
  }

  get rows(): number {
    return this.#pty.rows;
  }

  keepCheckpoint(): void {}
  keepNote(): void {}

  async foreground(): Promise<Foreground> {
    return this.#ended ? UNKNOWN : this.#foreground(this.#pty.pid);
  }

  get #open(): boolean {
    return !this.#pty._socket.destroyed;
  }

  onData(listener: (bytes: Buffer) => void): void {
    this.#pty.on('data', listener);
  }

  onExit(listener: (code: number | null) => void): void {
    this.#pty.onExit(({ exitCode, signal }) => listener(signal ? null : exitCode));
  }

  write(bytes: Uint8Array): void {
    this.#input.push(bytes);
  }

  get queuedBytes(): number {
    return this.#input.bytes;
  }

  pause(): void {
    if (this.#ended) return;
    this.#paused = true;
    this.#pty.pause();
  }

  resume(): void {
    if (this.#ended) return;
    this.#paused = false;
    this.#pty.resume();
  }

  resize(cols: number, rows: number): void {
    if (this.#open) this.#pty.resize(cols, rows);
  }

  kill(): void {
    if (this.#ended) return;
    this.#paused = false;
    const { pid } = this.#pty;
    const inside = childrenOf(pid);
    // The one inside holds the terminal there, which hangs up with it; the one here takes note of its end.
    for (const child of inside) signalProcess(child, 'SIGKILL');
    if (inside.length === 0) signalProcess(pid, 'SIGHUP');
    signalProcess(pid, 'SIGCONT'); // it stops when the one inside is stopped
  }

  /**
   * node-pty throws away what a paused program left in the kernel when it ended. It is one kernel buffer at most,
   * so it is delivered in spite of the pause.
   */
  #drainAtEnd(): void {
    const socket = this.#pty._socket;
    const destroy = socket.destroy.bind(socket);
    socket.destroy = (error?: Error) => {
      this.#input.close();
      if (!this.#paused) return destroy(error);
      this.#paused = false;
      setTimeout(destroy, KILL_DRAIN_MS).unref();
      return socket.resume();
    };
  }
}

/** Starts a command on a new PTY, with exactly this environment. `foreground` is asked with the host's number of it. */
export function openPty(
  command: string[],
  env: Record<string, string>,
  { cols, rows }: { cols: number; rows: number },
  foreground: (pid: number) => Foreground = () => UNKNOWN,
): Pty {
  const [program = '', ...args] = command;
  const pty = spawn(program, args, { name: env.TERM ?? 'dumb', env, cwd: '/', encoding: null, cols, rows });
  return new MachinePty(pty as IPty & Inside, foreground);
}
