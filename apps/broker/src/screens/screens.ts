/**
 * Owns the worker thread in which screens live: starts it when one is needed, ends it when it is stuck, and says
 * so to all whose screens were in it. Knows no ring and no client.
 */
import { Worker } from 'node:worker_threads';
import { LIMITS } from '@sandlot/protocol';
import { LiveScreen, type LiveScreenEvents } from './live-screen.ts';
import type { FromWorker, PackedState, ToWorker, WorkerStart } from './messages.ts';
import { Turns } from './turns.ts';
import { Watchdog } from './watchdog.ts';

export interface ScreensOptions {
  /** The worker is ended when one slice of one terminal takes longer. */
  stuckMs?: number;
  /** Screens with more cells than this (up to 30 bytes each) put the one away that rests longest: 50 of 80 by 24. */
  cells?: number;
  /** A screen that is fed nothing for so long is put away. */
  quietMs?: number;
  /** The worker's program. */
  program?: URL;
}

/** After so many deaths of the worker in a row it is given a rest, a longer one each time. */
const DEATHS = 3;
const REST_MS = { first: 250, most: 30_000 };
/** Parsing that is yet to be done, of all terminals together; above it those that add to it wait. */
const BACKLOG_BYTES = 8 * 1024 * 1024;

/** The build puts it beside the broker. */
const PROGRAM = new URL(
  import.meta.url.endsWith('.ts') ? './screen-worker.ts' : './screen-worker.mjs',
  import.meta.url,
);

export class Screens {
  /** Whose turn it is to make a checkpoint. */
  readonly turns = new Turns();
  readonly quietMs: number;
  readonly #program: URL;
  readonly #stuckMs: number;
  readonly #cells: number;
  /** In the order in which they were last used. */
  readonly #live = new Map<number, LiveScreen>();
  #worker: { thread: Worker; watchdog: Watchdog } | null = null;
  /** How often it died since it last did something, and when it may be started again. */
  #deaths = 0;
  #readyAtMs = 0;
  #lastId = 0;
  #backlog = 0;
  #parsed = 0;
  #closed = false;

  constructor({
    stuckMs = 5_000,
    cells = 4_500_000,
    quietMs = 2_000,
    program = PROGRAM,
  }: ScreensOptions = {}) {
    this.quietMs = quietMs;
    this.#program = program;
    this.#stuckMs = stuckMs;
    this.#cells = cells;
  }

  /** How many screens the worker holds. */
  get count(): number {
    return this.#live.size;
  }

  /** A screen can be opened now. */
  get ready(): boolean {
    return !this.#closed && performance.now() >= this.#readyAtMs;
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

  /** A screen in that state; `seq` is the number of the byte that comes next. Throws when there is no worker. */
  open(state: PackedState, seq: number, on: LiveScreenEvents): LiveScreen {
    const { thread, watchdog } = this.#worker ?? this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    const post = (message: ToWorker, transfer?: ArrayBuffer[]) => {
      if (this.#live.get(id) !== live) return;
      this.#live.delete(id);
      if (message.type !== 'drop') this.#live.set(id, live);
      thread.postMessage(message, transfer);
      watchdog.watch();
    };
    const live = new LiveScreen(id, state, post, on);
    this.#live.set(id, live);
    thread.postMessage({ type: 'open', id, state, seq } satisfies ToWorker);
    this.#makeRoom(live);
    return live;
  }

  /** Ends the worker as if it had died; the next screen starts another. */
  async endWorker(): Promise<void> {
    await this.#worker?.thread.terminate();
  }

  /** Ends the worker; what was asked is refused. */
  async close(): Promise<void> {
    this.#closed = true;
    this.turns.close();
    const worker = this.#worker;
    this.#end(new Error('The screens are closed.'), 0);
    await worker?.thread.terminate();
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

  #start(): { thread: Worker; watchdog: Watchdog } {
    if (this.#closed) throw new Error('The screens are closed.');
    const restMs = Math.ceil(this.#readyAtMs - performance.now());
    if (restMs > 0)
      throw new Error(
        `The worker of the screens died ${this.#deaths} times; it is started again in ${restMs} ms.`,
      );
    const isBusy = () => [...this.#live.values()].some((live) => live.busy);
    const watchdog = new Watchdog(this.#stuckMs, isBusy, (screen) => {
      this.#lost(
        thread,
        new Error(`A screen took more than ${this.#stuckMs} ms for a little output.`),
        screen,
      );
      void thread.terminate();
    });
    const thread = new Worker(this.#program, {
      name: 'screens',
      execArgv: [],
      workerData: {
        progress: watchdog.shared,
        limits: { lines: LIMITS.snapshotLines, bytes: LIMITS.snapshotBytes },
      } satisfies WorkerStart,
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 },
    });
    thread.unref();
    thread.on('message', (message: FromWorker) => this.#take(message));
    // What it was working on may have taken all of the memory.
    thread.on('error', (error) => this.#lost(thread, error as Error, watchdog.screen));
    thread.on('exit', () => this.#lost(thread, new Error('The worker of the screens has ended.'), 0));
    this.#worker = { thread, watchdog };
    return this.#worker;
  }

  #take(message: FromWorker): void {
    const live = this.#live.get(message.id);
    if (!live) return;
    if (message.type === 'fed') this.#parsed += message.bytes;
    if (message.type !== 'failed') {
      this.#deaths = 0;
      live.take(message);
      return;
    }
    this.#live.delete(message.id);
    this.#lose(live, new Error(message.message), true);
  }

  /** `guilty` is the screen that the worker was lost by, as far as is known. */
  #lost(thread: Worker, error: Error, guilty: number): void {
    if (this.#worker?.thread !== thread) return;
    this.#deaths += 1;
    if (this.#deaths >= DEATHS) {
      const restMs = Math.min(REST_MS.most, REST_MS.first * 2 ** (this.#deaths - DEATHS));
      this.#readyAtMs = performance.now() + restMs;
    }
    this.#end(error, guilty);
  }

  #end(error: Error, guilty: number): void {
    this.#worker?.watchdog.stop();
    this.#worker = null;
    const all = [...this.#live.values()];
    this.#live.clear();
    for (const live of all) this.#lose(live, error, live.id === guilty);
  }

  #lose(live: LiveScreen, error: Error, guilty: boolean): void {
    live.end(error);
    live.on.gone(error, guilty);
  }
}
