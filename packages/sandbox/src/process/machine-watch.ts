/** Notices machines that end by themselves, also those that another broker started. */
import { type HostProcess, isRunning } from './host-process.ts';

const EACH_MS = 250;

export interface Watched {
  sandboxId: string;
  machine: string;
  generation: number;
  init: HostProcess;
}

const keyOf = (sandboxId: string, machine: string): string => `${sandboxId}/${machine}`;

/** Looks a few times a second; one look is one small read a machine. Keeps no process alive. */
export class MachineWatch {
  readonly #watched = new Map<string, Watched>();
  readonly #onEnd: (ended: Watched) => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(onEnd: (ended: Watched) => void) {
    this.#onEnd = onEnd;
  }

  /** Watches this generation in place of an older one. */
  add(watched: Watched): void {
    this.#watched.set(keyOf(watched.sandboxId, watched.machine), watched);
    this.#timer ??= setInterval(() => this.#look(), EACH_MS).unref();
  }

  /** Its end is no news any more. */
  drop(sandboxId: string, machine: string): void {
    this.#watched.delete(keyOf(sandboxId, machine));
    if (this.#watched.size === 0) this.close();
  }

  /** Which generation of a machine is watched. */
  generation(sandboxId: string, machine: string): number | null {
    return this.#watched.get(keyOf(sandboxId, machine))?.generation ?? null;
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  #look(): void {
    for (const watched of [...this.#watched.values()]) {
      if (isRunning(watched.init)) continue;
      this.drop(watched.sandboxId, watched.machine);
      this.#onEnd(watched);
    }
  }
}
