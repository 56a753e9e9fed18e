/** Lets those who have long work to do now and then do it one after the other, with rests between. */

/** Of the time, this part at most is work. */
const WORK = 0.1;
/** One and the same works that often at most. */
const EVERY_MS = 1_000;
const LOOK_EVERY_MS = 100;

export interface Worker {
  /** Never rejects. */
  work(): Promise<void>;
}

export class Turns {
  readonly #waiting = new Set<Worker>();
  readonly #lastMs = new WeakMap<Worker, number>();
  #timer: NodeJS.Timeout | null = null;
  #working = false;
  #restUntilMs = 0;

  /** It will be asked to work; once, however often this is called before. */
  ask(worker: Worker): void {
    this.#waiting.add(worker);
    this.#timer ??= setInterval(() => void this.#look(), LOOK_EVERY_MS).unref();
  }

  leave(worker: Worker): void {
    this.#waiting.delete(worker);
  }

  close(): void {
    this.#waiting.clear();
    this.#sleep();
  }

  #sleep(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  async #look(): Promise<void> {
    if (this.#waiting.size === 0) this.#sleep();
    const now = performance.now();
    if (this.#working || now < this.#restUntilMs) return;
    for (const worker of this.#waiting) {
      if (now - (this.#lastMs.get(worker) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) continue;
      this.#waiting.delete(worker);
      this.#working = true;
      await worker.work();
      this.#working = false;
      const done = performance.now();
      this.#lastMs.set(worker, done);
      this.#restUntilMs = done + (done - now) * (1 / WORK - 1);
      return;
    }
  }
}
