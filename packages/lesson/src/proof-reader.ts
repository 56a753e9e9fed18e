/** Reads lessons one by one for what is wrong with them, and leaves most of the processor to others meanwhile. */
import { SAVING_MS } from './being-saved.ts';
import type { PlacedLesson } from './placed-lesson.ts';

interface Options {
  /** Of one core: 0.1 leaves nine tenths of the time to others; 1 waits for nothing. */
  share: number;
  /** Called once each time that there is nothing left to read. */
  through: () => void;
  /** A lesson that the disk did not give; it stays unproven. */
  failed: (error: unknown) => void;
}

export class ProofReader {
  readonly #options: Options;
  #left: PlacedLesson[] = [];
  #stop = () => {};

  constructor(options: Options) {
    this.#options = options;
  }

  /** From now on reads these, and no others. */
  start(lessons: Iterable<PlacedLesson>): void {
    this.#stop();
    this.#left = [...lessons].filter(({ readAtMs }) => readAtMs === null).reverse();
    this.#later(0);
  }

  /** Safe to call twice. */
  close(): void {
    this.#stop();
    this.#left = [];
  }

  #later(ms: number): void {
    if (ms === 0) {
      const next = setImmediate(() => this.#next());
      this.#stop = () => clearImmediate(next);
    } else {
      const timer = setTimeout(() => this.#next(), ms).unref();
      this.#stop = () => clearTimeout(timer);
    }
  }

  #next(): void {
    const lesson = this.#left.pop();
    if (!lesson) {
      this.#options.through();
      return;
    }
    const began = performance.now();
    try {
      if (!lesson.prove()) {
        this.#left.unshift(lesson);
        this.#later(SAVING_MS);
        return;
      }
    } catch (error) {
      this.#options.failed(error);
    }
    const { share } = this.#options;
    this.#later(share >= 1 ? 0 : Math.ceil((performance.now() - began) * (1 / share - 1)) + 1);
  }
}
