/** Owns the worker thread in which screens live. Knows no ring and no client. */
import { Worker } from 'node:worker_threads';
import type { Checkpoint } from '@sandlot/sandbox';
import type { FromWorker, ToWorker } from './messages.ts';

/** Parsing that is yet to be done, of all terminals together, above which every one that adds to it waits. */
const TOTAL_PENDING_BYTES = 8 * 1024 * 1024;
/** The same of one terminal. */
const PENDING_BYTES = 512 * 1024;

/** A checkpoint, and its bytes deflated when that was asked for. */
export interface Saved {
  checkpoint: Checkpoint;
  packed: Uint8Array | null;
}

/** Told to whoever opened a screen. */
export interface ScreenEvents {
  fed(bytes: number, plain: boolean): void;
  /** `behind` has become false. */
  relief(): void;
  /** The screen is gone with its worker, or could not go on. Nothing more comes. */
  gone(error: Error): void;
}

/** One screen in the worker. */
export class LiveScreen {
  readonly #post: (message: ToWorker, transfer?: ArrayBuffer[]) => void;
  readonly #id: number;
  readonly on: ScreenEvents;
  readonly #total: { pending: number };
  readonly #saves: { resolve(saved: Saved): void; reject(error: Error): void }[] = [];
  #pending = 0;
  #behind = false;

  constructor(
    id: number,
    total: { pending: number },
    post: (message: ToWorker, transfer?: ArrayBuffer[]) => void,
    on: ScreenEvents,
  ) {
    this.#id = id;
    this.#total = total;
    this.#post = post;
    this.on = on;
  }

  /** Bytes fed that are not parsed yet. */
  get pending(): number {
    return this.#pending;
  }

  /** More is to be parsed than should be; `relief` says when that is over. */
  get behind(): boolean {
    const over =
      this.#pending > PENDING_BYTES || (this.#pending > 0 && this.#total.pending > TOTAL_PENDING_BYTES);
    if (over) this.#behind = true;
    return this.#behind;
  }

  /** Takes `bytes` over: the caller must not use them again. */
  feed(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#pending += bytes.length;
    this.#total.pending += bytes.length;
    const own = bytes.buffer.byteLength === bytes.length ? bytes : new Uint8Array(bytes);
    this.#post({ type: 'feed', id: this.#id, bytes: own }, [own.buffer as ArrayBuffer]);
  }

  resize(cols: number, rows: number): void {
    this.#post({ type: 'resize', id: this.#id, cols, rows });
  }

  /** The state after all that was fed before. */
  save(pack: boolean): Promise<Saved> {
    return new Promise((resolve, reject) => {
      this.#saves.push({ resolve, reject });
      this.#post({ type: 'save', id: this.#id, pack });
    });
  }

  drop(): void {
    this.#post({ type: 'drop', id: this.#id });
    this.end(new Error('the screen was put away'));
  }

  take(message: FromWorker): void {
    if (message.type === 'saved') {
      this.#saves.shift()?.resolve({ checkpoint: message.checkpoint, packed: message.packed });
    } else if (message.type === 'fed') {
      this.#pending -= message.bytes;
      this.#total.pending -= message.bytes;
      this.on.fed(message.bytes, message.plain);
    }
  }

  /** True once when the worker has caught up far enough. */
  relieved(): boolean {
    if (!this.#behind || this.#pending > PENDING_BYTES / 2) return false;
    if (this.#pending > 0 && this.#total.pending > TOTAL_PENDING_BYTES / 2) return false;
    this.#behind = false;
    return true;
  }

  end(error: Error): void {
    this.#total.pending -= this.#pending;
    this.#pending = 0;
    for (const save of this.#saves.splice(0)) save.reject(error);
  }
}

export class Screens {
  #worker: Worker | null = null;
  readonly #live = new Map<number, LiveScreen>();
  readonly #total = { pending: 0 };
  #lastId = 0;
  #closed = false;

  /** A screen of that size, brought to a checkpoint's state: `packed` are its bytes, deflated; null: as new. */
  open(
    from: { seq: number; cols: number; rows: number; packed: Uint8Array | null },
    on: ScreenEvents,
  ): LiveScreen {
    if (this.#closed) throw new Error('the screens are closed');
    const worker = this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    const live = new LiveScreen(
      id,
      this.#total,
      (message, transfer) => {
        if (this.#live.get(id) !== live) return;
        worker.postMessage(message, transfer);
        if (message.type === 'drop') this.#live.delete(id);
      },
      on,
    );
    this.#live.set(id, live);
    worker.postMessage({ type: 'open', id, ...from } satisfies ToWorker);
    return live;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    this.#worker = null;
    this.#loseAll(new Error('the screens are closed'));
    await worker?.terminate();
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const file = import.meta.url.endsWith('.ts') ? './screen-worker.ts' : './screen-worker.mjs';
    const worker = new Worker(new URL(file, import.meta.url), { execArgv: [], name: 'screens' });
    worker.unref();
    worker.on('message', (message: FromWorker) => this.#take(message));
    worker.on('error', (error) => this.#lost(worker, error));
    worker.on('exit', () => this.#lost(worker, new Error('the worker of the screens has ended')));
    this.#worker = worker;
    return worker;
  }

  #take(message: FromWorker): void {
    const live = this.#live.get(message.id);
    if (!live) return;
    if (message.type !== 'failed') {
      live.take(message);
      for (const one of this.#live.values()) if (one.relieved()) one.on.relief();
      return;
    }
    this.#live.delete(message.id);
    this.#lose(live, new Error(message.message));
  }

  #lost(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#loseAll(error);
  }

  #loseAll(error: Error): void {
    const all = [...this.#live.values()];
    this.#live.clear();
    for (const live of all) this.#lose(live, error);
  }

  #lose(live: LiveScreen, error: Error): void {
    live.end(error);
    live.on.gone(error);
    live.on.relief();
  }
}
