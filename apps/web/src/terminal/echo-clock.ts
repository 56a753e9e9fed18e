/** Measures how long a key takes to show: from the last input to the first output after it. */

/** Output that comes later than this answers to something else: a password prompt, a long command. */
const ECHO_WITHIN_MS = 1000;
const SAMPLES = 9;

export class EchoClock {
  readonly #now: () => number;
  readonly #samples: number[] = [];
  #sentAt: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The middle of the last few, or null before the first. */
  get medianMs(): number | null {
    const sorted = this.#samples.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }

  inputSent(): void {
    this.#sentAt ??= this.#now();
  }

  /** True when this output was an echo, and the median may have moved. */
  outputCame(): boolean {
    if (this.#sentAt === null) return false;
    const took = this.#now() - this.#sentAt;
    this.#sentAt = null;
    if (took > ECHO_WITHIN_MS) return false;
    this.#samples.push(took);
    if (this.#samples.length > SAMPLES) this.#samples.shift();
    return true;
  }

  /** The line was cut: what was sent will not be echoed on time. */
  forget(): void {
    this.#sentAt = null;
  }
}
