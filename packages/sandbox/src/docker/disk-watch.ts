/**
 * Ends machines that write more than their playground allows, where the engine's storage has no limit of its own. Sizes
 * are costly to ask for, so they are asked for when the disk has lost some space since, and now and then. Knows no
 * sandbox.
 */
import type { MachineContainer } from './labels.ts';
import { overDiskMessage } from './stopped-message.ts';

/** The disk is looked at this often; sizes are asked for when it lost `WORTH_BYTES`, and after `SELDOM_MS` anyway. */
const LOOK_EVERY_MS = 1_000;
const WORTH_BYTES = 64 * 2 ** 20;
const SELDOM_MS = 60_000;

export interface DiskWatchParts {
  /** Machines that run and that nothing else limits. */
  machines(): Promise<MachineContainer[]>;
  /** What each container has written, in bytes. */
  sizes(machines: MachineContainer[]): Promise<Map<string, number>>;
  /** Free space where the engine keeps it; null when that is not to be seen from here. */
  freeBytes(): Promise<number | null>;
  /** Ends a machine; `message` is for its student. */
  end(machine: MachineContainer, message: string): Promise<void>;
  now(): number;
  warn(details: object, message: string): void;
}

export class DiskWatch {
  readonly #parts: DiskWatchParts;
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();
  #closed = false;
  #freeBytes: number | null = null;
  #askedAtMs = Number.NEGATIVE_INFINITY;

  constructor(parts: DiskWatchParts) {
    this.#parts = parts;
  }

  start(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#work = this.look().finally(() => this.start());
    }, LOOK_EVERY_MS).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#work;
  }

  /** One look. Never rejects. */
  async look(): Promise<void> {
    try {
      const free = await this.#parts.freeBytes();
      if (!this.#isWorthIt(free)) return;
      this.#freeBytes = free;
      this.#askedAtMs = this.#parts.now();
      await this.#endThoseOver();
    } catch (error) {
      this.#parts.warn({ err: error }, 'cannot tell what machines have written');
    }
  }

  #isWorthIt(free: number | null): boolean {
    if (this.#parts.now() - this.#askedAtMs >= SELDOM_MS) return true;
    if (free === null || this.#freeBytes === null) return false;
    // What was given back since is no reason to miss what is taken next.
    this.#freeBytes = Math.max(this.#freeBytes, free);
    return this.#freeBytes - free >= WORTH_BYTES;
  }

  async #endThoseOver(): Promise<void> {
    const machines = await this.#parts.machines();
    if (machines.length === 0) return;
    const sizes = await this.#parts.sizes(machines);
    for (const machine of machines) {
      const bytes = sizes.get(machine.id) ?? 0;
      if (bytes > machine.spec.diskBytes)
        await this.#parts.end(machine, overDiskMessage(machine.spec, bytes));
    }
  }
}
