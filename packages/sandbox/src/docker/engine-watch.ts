/** Watches the engine: whether it answers, and which containers end. Knows no sandbox. */
import type { Engine, EngineEvent, Labels } from './engine.ts';

const PING_EVERY_MS = 5000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5000;

export interface WatchListener {
  /** The engine stopped answering, or answers again. */
  engine(up: boolean): void;
  /** A container of ours ended. */
  died(event: EngineEvent): void;
  /** The stream of events is new: ends may have been missed before. */
  reopened(): void;
}

/** Starts with start(); goes on through any number of engine restarts until close(). */
export class EngineWatch {
  readonly #engine: Engine;
  readonly #labels: Labels;
  readonly #listener: WatchListener;
  readonly #closing = new AbortController();
  #closeEvents: (() => void) | null = null;
  #pinger: NodeJS.Timeout | null = null;
  #loop: Promise<void> | null = null;
  up = true;

  constructor(engine: Engine, labels: Labels, listener: WatchListener) {
    this.#engine = engine;
    this.#labels = labels;
    this.#listener = listener;
  }

  /** Resolves when the first attempt to listen has succeeded or failed. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#loop = this.#run(resolve);
    });
    this.#pinger = setInterval(() => void this.#ping(), PING_EVERY_MS).unref();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#pinger) clearInterval(this.#pinger);
    this.#closeEvents?.();
    await this.#loop;
  }

  async #run(tried: () => void): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    for (let first = true; !this.#closing.signal.aborted; ) {
      try {
        const { events, close } = await this.#engine.events(this.#labels);
        this.#closeEvents = close;
        if (this.#closing.signal.aborted) close();
        this.#set(true);
        if (!first) this.#listener.reopened();
        first = false;
        retryMs = FIRST_RETRY_MS;
        tried();
        for await (const event of events) this.#listener.died(event);
      } catch {
        // The stream broke off or could not be opened: the next attempt tells which.
      }
      if (this.#closing.signal.aborted) break;
      await this.#ping();
      tried();
      if (!this.up) await this.#wait(retryMs);
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    }
  }

  /** A hung engine keeps its streams open, so ask it too. */
  async #ping(): Promise<void> {
    try {
      await this.#engine.ping();
      if (!this.#closing.signal.aborted) this.#set(true);
    } catch {
      if (this.#closing.signal.aborted) return;
      this.#set(false);
      this.#closeEvents?.();
    }
  }

  #set(up: boolean): void {
    if (this.up === up) return;
    this.up = up;
    this.#listener.engine(up);
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#closing.signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }
}
