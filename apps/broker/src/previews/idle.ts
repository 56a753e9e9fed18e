/** Notices when nothing moves any more. */
import type { Readable } from 'node:stream';

/** Calls `idle` once when no bytes have come on any of its streams for so long. */
export class IdleWatch {
  readonly #timer: NodeJS.Timeout;

  constructor(idleMs: number, idle: () => void) {
    this.#timer = setTimeout(idle, idleMs).unref();
  }

  /** Its bytes count from now on. It must be read by somebody else. */
  add(stream: Readable): void {
    stream.on('data', () => this.#timer.refresh());
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
