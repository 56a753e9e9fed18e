/** A login shell on a machine's pseudo-terminal, over one exec. Knows bytes and one shell, no network. */
import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Foreground, Pty } from '../runtime.ts';
import type { RunningExec } from './engine.ts';

/** The shell tells its process id before anything else, then becomes a login shell: see readShellPid. */
const SHELL = `printf '\\002%s\\003' $$
stty cols "$1" rows "$2"
cd 2>/dev/null || cd /
exec "$SHELL" -l`;

/** What to exec for a terminal of this size. */
export const shellCommand = (cols: number, rows: number): string[] => [
  '/bin/sh',
  '-c',
  SHELL,
  'sh',
  String(cols),
  String(rows),
];

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what no shell prints first
const TOLD_PID = /^\u0002(\d{1,10})\u0003/;

/**
 * Waits for the shell's process id, which only that machine knows. Gives null when the exec ends without it: the
 * machine has no shell. Leaves the stream paused, with all that follows still in it.
 */
export function readShellPid(stream: Duplex): Promise<number | null> {
  return new Promise((resolve) => {
    let seen = Buffer.alloc(0);
    const done = (pid: number | null) => {
      stream.pause();
      stream.off('data', onData).off('end', onEnd).off('close', onEnd);
      resolve(pid);
    };
    const onData = (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk]);
      const match = TOLD_PID.exec(seen.toString('latin1'));
      if (!match && seen.length < 64) return;
      done(match ? Number(match[1]) : null);
      const rest = seen.subarray(match?.[0].length ?? 0);
      if (rest.length > 0) stream.unshift(rest);
    };
    const onEnd = () => done(null);
    stream.on('data', onData).on('end', onEnd).on('close', onEnd);
  });
}

/** What goes around the exec. */
export interface Aside {
  /** Sends the shell HUP. */
  hangUp(): Promise<void>;
  foreground(): Promise<Foreground>;
}

/** The Pty of an exec whose shell has told its process id. */
export class DockerPty implements Pty {
  readonly id = randomUUID();
  readonly durable = false;
  readonly seq = 0;
  readonly checkpoint = null;
  readonly note = '';
  cols: number;
  rows: number;
  readonly #exec: RunningExec;
  readonly #aside: Aside;
  #onExit: ((code: number | null) => void) | null = null;
  #code: number | null | undefined;
  #killed = false;

  constructor(exec: RunningExec, size: { cols: number; rows: number }, aside: Aside) {
    this.cols = size.cols;
    this.rows = size.rows;
    this.#exec = exec;
    this.#aside = aside;
    exec.stream.on('error', () => {}); // its close says enough
    exec.stream.once('close', () => void this.#closed());
  }

  onData(listener: (bytes: Buffer) => void): void {
    this.#exec.stream.on('data', listener).resume();
  }

  onExit(listener: (code: number | null) => void): void {
    this.#onExit = listener;
    if (this.#code !== undefined) listener(this.#code);
  }

  write(bytes: Uint8Array): void {
    if (this.#exec.stream.writable) this.#exec.stream.write(bytes);
  }

  get queuedBytes(): number {
    return this.#exec.stream.writableLength;
  }

  pause(): void {
    this.#exec.stream.pause();
  }

  resume(): void {
    this.#exec.stream.resume();
  }

  keepCheckpoint(): void {}
  keepNote(): void {}

  async foreground(): Promise<Foreground> {
    return this.#code === undefined ? this.#aside.foreground() : { shell: null, program: null };
  }

  resize(cols: number, rows: number): void {
    if (this.#code !== undefined) return;
    this.cols = cols;
    this.rows = rows;
    this.#exec.resize(cols, rows).catch(() => {}); // only a program that has just ended refuses
  }

  kill(): void {
    if (this.#killed || this.#code !== undefined) return;
    this.#killed = true;
    this.#aside
      .hangUp()
      .catch(() => {}) // the machine has gone, and the program with it
      .finally(() => this.#exec.stream.destroy());
  }

  async #closed(): Promise<void> {
    const code = this.#killed ? null : await this.#exitCode();
    this.#code = code;
    this.#onExit?.(code);
  }

  async #exitCode(): Promise<number | null> {
    try {
      const { running, exitCode } = await this.#exec.state();
      return running || exitCode === null || exitCode >= 128 ? null : exitCode;
    } catch {
      return null;
    }
  }
}
