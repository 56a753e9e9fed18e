/** A clock that stands until a test moves it. */
import type { Clock } from '../bounded-lines.ts';

export class StillClock implements Clock {
  #nowMs = 1_000_000;
  #waits: { untilMs: number; wake: () => void }[] = [];
  #watchers: (() => void)[] = [];

  now(): number {
    return this.#nowMs;
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waits.push({ untilMs: this.#nowMs + ms, wake: resolve });
      signal.addEventListener('abort', () => resolve(), { once: true });
      for (const watcher of this.#watchers.splice(0)) watcher();
    });
  }

  /** Somebody waits. */
  async waitedFor(): Promise<void> {
    if (this.#waits.length === 0) await new Promise<void>((resolve) => this.#watchers.push(resolve));
  }

  /** So much time goes by. */
  async pass(ms: number): Promise<void> {
    this.#nowMs += ms;
    const due = this.#waits.filter(({ untilMs }) => untilMs <= this.#nowMs);
    this.#waits = this.#waits.filter((one) => !due.includes(one));
    for (const { wake } of due) wake();
    await Promise.resolve();
  }
}
