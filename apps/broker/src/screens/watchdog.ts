/** Notices that a worker is stuck: it shares two numbers with it, and looks at them while something is asked. */
import { PROGRESS } from './messages.ts';

export class Watchdog {
  /** For the worker to write to; see PROGRESS. */
  readonly shared = new SharedArrayBuffer(8);
  readonly #progress = new Int32Array(this.shared);
  readonly #stuckMs: number;
  readonly #onStuck: (screen: number) => void;
  readonly #isBusy: () => boolean;
  #timer: NodeJS.Timeout | null = null;
  #steps = 0;
  #sinceMs = 0;

  /** `onStuck` is told the screen that was worked on for longer than `stuckMs`. */
  constructor(stuckMs: number, isBusy: () => boolean, onStuck: (screen: number) => void) {
    this.#stuckMs = stuckMs;
    this.#isBusy = isBusy;
    this.#onStuck = onStuck;
  }

  /** The screen that is being worked on; 0: none. */
  get screen(): number {
    return Atomics.load(this.#progress, PROGRESS.screen);
  }

  /** Looks until the worker has answered all. */
  watch(): void {
    if (this.#timer) return;
    this.#note();
    this.#timer = setInterval(() => this.#look(), Math.min(1_000, this.#stuckMs / 2));
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  #note(): void {
    this.#steps = Atomics.load(this.#progress, PROGRESS.steps);
    this.#sinceMs = performance.now();
  }

  #look(): void {
    const { screen } = this;
    if (screen === 0 || Atomics.load(this.#progress, PROGRESS.steps) !== this.#steps) this.#note();
    if (!this.#isBusy()) this.stop();
    else if (performance.now() - this.#sinceMs > this.#stuckMs) this.#onStuck(screen);
  }
}
