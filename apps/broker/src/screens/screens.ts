/**
 * Owns the worker thread in which screens live: starts it when one is needed, ends it when it is stuck, and says
 * so to all whose screens were in it. Knows no ring and no client.
 */
import { Worker } from 'node:worker_threads';
import { LiveScreen, type LiveScreenEvents } from './live-screen.ts';
import { type FromWorker, type PackedState, PROGRESS, type ToWorker } from './messages.ts';
import { Turns } from './turns.ts';

export interface ScreensOptions {
  /** The worker is ended when one slice of one terminal takes longer. */
  stuckMs?: number;
  /** Screens over this many cells (12 bytes each) put the one away that was quiet for longest. */
  cells?: number;
}

/** Parsing that is yet to be done, of all terminals together; above it those that add to it wait. */
const BACKLOG_BYTES = 8 * 1024 * 1024;

export class Screens {
  /** Whose turn it is to make a checkpoint. */
  readonly turns = new Turns();
  readonly #stuckMs: number;
  readonly #cells: number;
  /** In the order in which they were last used. */
  readonly #live = new Map<number, LiveScreen>();
  #worker: Worker | null = null;
  #progress = new Int32Array(new SharedArrayBuffer(8));
  #watch: NodeJS.Timeout | null = null;
  #seen = { steps: 0, sinceMs: 0 };
  #lastId = 0;
  #backlog = 0;
  #parsed = 0;
  #closed = false;

  constructor({ stuckMs = 5_000, cells = 6_000_000 }: ScreensOptions = {}) {
    this.#stuckMs = stuckMs;
    this.#cells = cells;
  }

  /** How many screens the worker holds. */
  get count(): number {
    return this.#live.size;
  }

  /** How many bytes were parsed so far. */
  get parsed(): number {
    return this.#parsed;
  }

  /** More is to be parsed than memory should hold. */
  get crowded(): boolean {
    return this.#backlog > BACKLOG_BYTES;
  }

  /** Counts bytes that wait for the worker, or, below 0, that do not any more. */
  queued(bytes: number): void {
    this.#backlog += bytes;
  }

  /** A screen in that state; `seq` is the number of the byte that comes next. */
  open(state: PackedState, seq: number, on: LiveScreenEvents): LiveScreen {
    if (this.#closed) throw new Error('The screens are closed.');
    const worker = this.#worker ?? this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    const live = new LiveScreen(
      id,
      state,
      (message, transfer) => this.#post(worker, live, message, transfer),
      on,
    );
    this.#live.set(id, live);
    worker.postMessage({ type: 'open', id, state, seq } satisfies ToWorker);
    this.#makeRoom(live);
    return live;
  }

  /** Ends the worker; what was asked is refused. */
  async close(): Promise<void> {
    this.#closed = true;
    this.turns.close();
    const worker = this.#worker;
    this.#end(new Error('The screens are closed.'), 0);
    await worker?.terminate();
  }

  #post(worker: Worker, live: LiveScreen, message: ToWorker, transfer?: ArrayBuffer[]): void {
    if (this.#live.get(live.id) !== live) return;
    this.#live.delete(live.id);
    if (message.type !== 'drop') this.#live.set(live.id, live);
    worker.postMessage(message, transfer);
    this.#watchIt();
  }

  #makeRoom(newest: LiveScreen): void {
    let cells = 0;
    for (const live of this.#live.values()) cells += live.cells;
    for (const live of [...this.#live.values()]) {
      if (cells <= this.#cells) return;
      if (live === newest || live.busy) continue;
      cells -= live.cells;
      live.on.crowded();
    }
  }

  #start(): Worker {
    // The build puts the worker beside the broker.
    const file = import.meta.url.endsWith('.ts') ? './screen-worker.ts' : './screen-worker.mjs';
    this.#progress = new Int32Array(new SharedArrayBuffer(8));
    const worker = new Worker(new URL(file, import.meta.url), {
      name: 'screens',
      execArgv: [],
      workerData: this.#progress.buffer,
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 },
    });
    worker.unref();
    worker.on('message', (message: FromWorker) => this.#take(message));
    worker.on('error', (error) => this.#lost(worker, error));
    worker.on('exit', () => this.#lost(worker, new Error('The worker of the screens has ended.')));
    this.#worker = worker;
    return worker;
  }

  #take(message: FromWorker): void {
    const live = this.#live.get(message.id);
    if (!live) return;
    if (message.type === 'fed') this.#parsed += message.bytes;
    if (message.type !== 'failed') {
      live.take(message);
      return;
    }
    this.#live.delete(message.id);
    this.#lose(live, new Error(message.message), true);
  }

  /** The worker died by itself: whoever it worked for may have done it. */
  #lost(worker: Worker, error: Error): void {
    if (this.#worker === worker) this.#end(error, Atomics.load(this.#progress, PROGRESS.screen));
  }

  #end(error: Error, guilty: number): void {
    this.#worker = null;
    if (this.#watch) clearInterval(this.#watch);
    this.#watch = null;
    const all = [...this.#live.values()];
    this.#live.clear();
    for (const live of all) this.#lose(live, error, live.id === guilty);
  }

  #lose(live: LiveScreen, error: Error, guilty: boolean): void {
    live.end(error);
    live.on.gone(error, guilty);
  }

  /** While something is asked of the worker, it has to go on. */
  #watchIt(): void {
    if (this.#watch) return;
    this.#seen = { steps: Atomics.load(this.#progress, PROGRESS.steps), sinceMs: performance.now() };
    this.#watch = setInterval(() => this.#check(), Math.min(1_000, this.#stuckMs / 2));
    this.#watch.unref();
  }

  #check(): void {
    const steps = Atomics.load(this.#progress, PROGRESS.steps);
    const screen = Atomics.load(this.#progress, PROGRESS.screen);
    const now = performance.now();
    if (steps !== this.#seen.steps || screen === 0) this.#seen = { steps, sinceMs: now };
    const worker = this.#worker;
    if (worker && now - this.#seen.sinceMs > this.#stuckMs) {
      this.#end(new Error(`A screen took more than ${this.#stuckMs} ms for a little output.`), screen);
      void worker.terminate();
    } else if (![...this.#live.values()].some((live) => live.busy) && this.#watch) {
      clearInterval(this.#watch);
      this.#watch = null;
    }
  }
}
