/**
 * The broker's end of the holder without an engine: one door for all machines of an installation, and the start of the
 * process that dials it.
 *
 *   DATA/terminals/INSTANCE/s              our socket, while the holder is not connected
 *                        /process.json   the holder's process
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HolderDoor } from '../holder/holder-door.ts';
import type { HolderLink } from '../holder/holder-link.ts';
import { hostProcess, isRunning } from './host-process.ts';

/** SANDBOX/MACHINE/GENERATION/TERMINAL */
const NAME = /^[a-z0-9]{1,20}\/[a-z0-9-]{1,63}\/\d{1,9}\/[A-Za-z0-9-]{1,40}$/;
const MOST_TERMINALS = 1024;
/** A new process on a busy host; one that runs is there much sooner. */
const DIAL_MS = 5000;

const HolderProcess = z.object({ pid: z.number(), startTicks: z.number(), bootId: z.string() });

/** Beside the bundle of the broker, or this file. */
function mainFile(): string {
  const bundled = join(import.meta.dirname, 'holder-main.mjs');
  return existsSync(bundled) ? bundled : join(import.meta.dirname, 'holder-main.ts');
}

export class TerminalPost {
  readonly #folder: string;
  readonly #door: HolderDoor;
  #coming: Promise<HolderLink | null> | null = null;
  #closed = false;

  constructor(folder: string) {
    this.#folder = folder;
    this.#door = new HolderDoor({ folder, terminals: MOST_TERMINALS, name: NAME, onBreach: () => {} });
  }

  /** The holder, started when there is none. null: it does not come, and terminals end with this process. */
  async link(): Promise<HolderLink | null> {
    if (this.#door.link || this.#closed) return this.#door.link;
    this.#coming ??= this.#call(true).finally(() => {
      this.#coming = null;
    });
    return this.#coming;
  }

  /** The holder that an earlier broker started; null when there is none. */
  async present(): Promise<HolderLink | null> {
    if (this.#door.link || this.#closed) return this.#door.link;
    return this.#coming ?? this.#call(false);
  }

  /** Lets go of the holder; it goes on as long as it has something to keep. */
  close(): void {
    this.#closed = true;
    this.#door.close('left');
  }

  async #call(start: boolean): Promise<HolderLink | null> {
    if (!start && !this.#runs()) return null;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      await this.#door.open();
      if (!this.#runs()) this.#start();
    } catch {
      return null;
    }
    return this.#door.next(DIAL_MS);
  }

  #runs(): boolean {
    try {
      return isRunning(HolderProcess.parse(JSON.parse(readFileSync(this.#record, 'utf8'))));
    } catch {
      return false;
    }
  }

  /** A process of its own, with nothing of our environment, in no group that is ended with us. */
  #start(): void {
    const child = spawn(process.execPath, ['--max-semi-space-size=1', mainFile(), this.#folder], {
      cwd: '/',
      env: {},
      detached: true,
      stdio: 'ignore',
    });
    child.on('error', () => {}); // nobody will dial
    child.unref();
    const started = child.pid === undefined ? null : hostProcess(child.pid);
    if (started) writeFileSync(this.#record, JSON.stringify(started), { mode: 0o600 });
  }

  get #record(): string {
    return join(this.#folder, 'process.json');
  }
}
