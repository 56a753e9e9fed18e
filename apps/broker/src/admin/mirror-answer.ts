/** Whether the registry mirror answers, asked now and then while somebody looks. Knows no HTTP: it is handed how to ask. */
import type { Finding } from '@sandlot/sandbox';

/** Admins look every few seconds; the mirror is asked this often at most. */
const ASK_EVERY_MS = 10_000;

export class MirrorAnswer {
  readonly #ask: (() => Promise<Finding>) | null;
  readonly #now: () => number;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #last: Finding | null = null;

  /** `ask` never rejects; null: there is no mirror. */
  constructor(ask: (() => Promise<Finding>) | null, now: () => number) {
    this.#ask = ask;
    this.#now = now;
  }

  /** What was found last; null before anything was. */
  get last(): Finding | null {
    return this.#last;
  }

  /** Asks again when the last answer is old. Resolves at once when it is not, else with the answer. */
  async look(): Promise<void> {
    if (!this.#ask || this.#now() - this.#askedAtMs < ASK_EVERY_MS) return;
    this.#askedAtMs = this.#now();
    this.#last = await this.#ask();
  }
}
