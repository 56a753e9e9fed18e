/**
 * When checks run unasked. Output that settles is looked at once, sooner when it ends in a prompt; after it the next
 * open task is looked at again and again, ever less often, because a state may become true without a word; and all
 * tasks on a slow clock, which gets slower while nothing happens.
 */
import { LOOK_AGAIN_MS } from './holds.ts';

export const CHECK_AFTER = {
  /** Output has settled when none came for this long ... */
  quietMs: 300,
  /** ... or for this long when it ends in a prompt: the command has ended. No two such looks within `quietMs`. */
  promptMs: 20,
  /** ... or it never settles, and this long has passed. */
  noisyMs: 1_500,
  /** The next open task is looked at this often for `keenMs` after output, calmly for `restMs` more, then now and then. */
  keenEveryMs: 700,
  keenMs: 10_000,
  /** As often as keenly while few sandboxes are checked, and this much less often for each of them. */
  calmEveryMs: 2_000,
  calmForEachMs: 50,
  restMs: 50_000,
  idleEveryMs: 30_000,
  /** All tasks are looked at this often; twice as long after each time without output, up to `slowestMs`. */
  slowMs: 10_000,
  slowestMs: 300_000,
} as const;

export interface Looks {
  /** At every open task. */
  open: () => void;
  /** At the next open task. */
  first: () => void;
  /** At every task. */
  all: () => void;
}

export class CheckClocks {
  readonly #now: () => number;
  readonly #crowd: () => number;
  readonly #looks: Looks;
  #settle: NodeJS.Timeout | null = null;
  #again: NodeJS.Timeout | null = null;
  #slow: NodeJS.Timeout | null = null;
  readonly #soon = new Set<NodeJS.Timeout>();
  #noisySince: number | null = null;
  #settledAtMs = Number.NEGATIVE_INFINITY;
  #activeAtMs = Number.NEGATIVE_INFINITY;
  #slowMs: number = CHECK_AFTER.slowMs;

  /** `crowd`: how many sandboxes are checked on this host; they share its processors. */
  constructor(now: () => number, crowd: () => number, looks: Looks) {
    this.#now = now;
    this.#crowd = crowd;
    this.#looks = looks;
    this.#wind();
    this.#lookAgain();
  }

  /** The student's terminal printed something; `prompt`: and it is the shell's turn again. */
  activity(prompt = false): void {
    const now = this.#now();
    this.#activeAtMs = now;
    if (this.#slowMs > CHECK_AFTER.slowMs) {
      this.#slowMs = CHECK_AFTER.slowMs;
      this.#wind();
    }
    this.#noisySince ??= now;
    const { quietMs, promptMs, noisyMs } = CHECK_AFTER;
    const quiet = prompt ? Math.max(promptMs, this.#settledAtMs + quietMs - now) : quietMs;
    const wait = Math.max(0, Math.min(quiet, this.#noisySince + noisyMs - now));
    if (this.#settle) clearTimeout(this.#settle);
    this.#settle = setTimeout(() => {
      this.#noisySince = null;
      this.#settledAtMs = this.#now();
      this.#looks.open();
      this.#lookAgain();
    }, wait);
  }

  /** What held does no longer: it may be back in a moment, and nothing need print anything then. */
  lapsed(): void {
    this.#activeAtMs = this.#now();
    this.#lookAgain();
  }

  /** Once, a moment later. */
  soon(look: () => void): void {
    const timer = setTimeout(() => {
      this.#soon.delete(timer);
      look();
    }, LOOK_AGAIN_MS);
    this.#soon.add(timer);
  }

  close(): void {
    for (const timer of [this.#settle, this.#again, this.#slow, ...this.#soon])
      if (timer) clearTimeout(timer);
  }

  #lookAgain(): void {
    if (this.#again) clearTimeout(this.#again);
    const { keenMs, keenEveryMs, restMs, calmEveryMs, calmForEachMs, idleEveryMs } = CHECK_AFTER;
    const quietMs = this.#now() - this.#activeAtMs;
    const calm = Math.min(calmEveryMs, Math.max(keenEveryMs, this.#crowd() * calmForEachMs));
    const every = quietMs < keenMs ? keenEveryMs : quietMs < keenMs + restMs ? calm : idleEveryMs;
    this.#again = setTimeout(() => {
      this.#looks.first();
      this.#lookAgain();
    }, every);
  }

  #wind(): void {
    if (this.#slow) clearTimeout(this.#slow);
    this.#slow = setTimeout(() => {
      this.#looks.all();
      const quiet = this.#now() - this.#activeAtMs > this.#slowMs;
      this.#slowMs = quiet ? Math.min(CHECK_AFTER.slowestMs, this.#slowMs * 2) : CHECK_AFTER.slowMs;
      this.#wind();
    }, this.#slowMs);
  }
}
