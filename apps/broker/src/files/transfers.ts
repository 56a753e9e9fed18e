/** How many files are on their way at once. Who has to wait does so unread, at no cost. Knows no file. */
import { Line } from '../sandboxes/line.ts';

/** For one sandbox: one student cannot take all places. */
const FOR_ONE = 2;
/** In the broker's memory, each at most FILE_BYTES. */
const HELD = 32;
/** Being read or written by a machine just now, which takes three times the file's size. */
const MOVING = 4;

const quiet = () => {};

export class Transfers {
  readonly #held = new Line(HELD);
  readonly #moving = new Line(MOVING);
  readonly #ofSandboxes = new Map<string, Line>();

  /** Waits for a place, which is given back when `over` aborts. Rejects when that comes first. */
  async enter(sandboxId: string, over: AbortSignal): Promise<void> {
    const own = this.#ofSandboxes.get(sandboxId) ?? new Line(FOR_ONE);
    this.#ofSandboxes.set(sandboxId, own);
    try {
      await pass(own, over);
      await pass(this.#held, over);
    } finally {
      const forget = () => {
        if (own.taken === 0 && own.waiting === 0) this.#ofSandboxes.delete(sandboxId);
      };
      if (over.aborted) forget();
      else over.addEventListener('abort', forget, { once: true });
    }
  }

  /** Does what costs most when it is its turn; only with a place of enter(). */
  async move<T>(over: AbortSignal, work: () => Promise<T>): Promise<T> {
    const leave = await this.#moving.enter(over, quiet);
    try {
      return await work();
    } finally {
      leave();
    }
  }

  /** Sandboxes that have files on their way. */
  get sandboxes(): number {
    return this.#ofSandboxes.size;
  }
}

async function pass(line: Line, over: AbortSignal): Promise<void> {
  const leave = await line.enter(over, quiet);
  if (!over.aborted) {
    over.addEventListener('abort', leave, { once: true });
    return;
  }
  leave(); // the end came while we were let in
  over.throwIfAborted();
}
