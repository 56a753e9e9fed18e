import { setImmediate } from 'node:timers/promises';

/** How long one thing may keep everything else of a program waiting. */
const SLICE_MS = 20;

/** Lets others have their turn when 20 ms have passed since they had it; to be called between small pieces of work. */
export class Breather {
  #since = performance.now();

  async breathe(): Promise<void> {
    if (performance.now() - this.#since < SLICE_MS) return;
    await setImmediate();
    this.#since = performance.now();
  }
}
