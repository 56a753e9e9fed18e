/** A broker that was killed is back within a second: the first tries come close to each other. */
const GROWTH = 1.5;

/** Waits between attempts to connect: longer each time up to a ceiling, and never the same for all browsers at once. */
export class Backoff {
  readonly #firstMs: number;
  readonly #ceilingMs: number;
  readonly #random: () => number;
  #attempts = 0;

  constructor({ firstMs = 200, ceilingMs = 8000, random = Math.random } = {}) {
    this.#firstMs = firstMs;
    this.#ceilingMs = ceilingMs;
    this.#random = random;
  }

  /** The next wait in ms: between half and all of what the attempt's turn allows. */
  next(): number {
    const most = Math.min(this.#ceilingMs, this.#firstMs * GROWTH ** this.#attempts);
    this.#attempts += 1;
    return most * (0.5 + this.#random() / 2);
  }

  /** A connection stood: begin anew. */
  reset(): void {
    this.#attempts = 0;
  }
}
