/** Keeps up with the cluster of one machine for as long as it is not stopped. Knows no page. */
import { CLUSTER, type ClusterState } from '@sandlot/protocol';
import { AskKubectl, type Follow, NoAnswer } from './ask-kubectl.ts';
import type { Clock } from './bounded-lines.ts';
import { ClusterStore, KINDS, type Kind, MOST_KEPT } from './cluster-store.ts';

/** Between two attempts, and at least from one list of a kind to its next. */
export const AGAIN_MS = 2000;

interface ClusterWatchOptions {
  machine: string;
  follow: Follow;
  clock: Clock;
  changed: () => void;
  /** A fault of ours. */
  failed: (error: unknown) => void;
}

export class ClusterWatch {
  readonly #options: ClusterWatchOptions;
  readonly #ask: AskKubectl;
  readonly #store = new ClusterStore();
  readonly #stopped = new AbortController();
  #now: Pick<ClusterState, 'status' | 'sinceMs' | 'said'>;

  constructor(options: ClusterWatchOptions) {
    this.#options = options;
    this.#ask = new AskKubectl(options.follow, options.clock);
    this.#now = { status: 'connecting', sinceMs: options.clock.now(), said: '' };
    void this.#run(this.#stopped.signal);
  }

  state(): ClusterState {
    const { machine, clock } = this.#options;
    return { nowMs: clock.now(), machine, ...this.#now, ...this.#store.snapshot() };
  }

  /** Ends what runs on the machine. */
  stop(): void {
    this.#stopped.abort();
  }

  async #run(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      const round = new AbortController();
      const signal = AbortSignal.any([stopped, round.signal]);
      try {
        await this.#round(signal);
      } catch (error) {
        if (stopped.aborted) return;
        this.#lost(error);
      } finally {
        round.abort(); // what one kind has lost, the others ask for anew as well
      }
      await this.#options.clock.wait(AGAIN_MS, stopped);
    }
  }

  /** Lists all and follows all. The first kind goes ahead: when it fails, no more is asked. */
  async #round(signal: AbortSignal): Promise<void> {
    const [first, ...others] = KINDS;
    const versions = [await this.#list(first, signal)];
    versions.push(...(await Promise.all(others.map((kind) => this.#list(kind, signal)))));
    if (signal.aborted) return;
    this.#enter('live', '');
    await Promise.all(KINDS.map((kind, index) => this.#keepUp(kind, versions[index] ?? '0', signal)));
  }

  async #list(kind: Kind, signal: AbortSignal): Promise<string> {
    const { items, version } = await this.#ask.list(kind, MOST_KEPT, signal);
    this.#store.replace(kind, items);
    this.#options.changed();
    return version;
  }

  /** Servers end a watch now and then, and after a lost line there may be a gap: then the list is read anew. */
  async #keepUp(kind: Kind, version: string, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    for (let from = version; !signal.aborted; ) {
      const beganMs = clock.now();
      for await (const { type, object } of this.#ask.watch(kind, from, signal))
        this.#take(kind, type, object);
      const leftMs = beganMs + AGAIN_MS - clock.now();
      if (leftMs > 0 && !signal.aborted) await clock.wait(leftMs, signal);
      if (!signal.aborted) from = await this.#list(kind, signal);
    }
  }

  #take(kind: Kind, type: string, object: unknown): void {
    if (type === 'ADDED' || type === 'MODIFIED') this.#store.put(kind, object);
    else if (type === 'DELETED') this.#store.drop(kind, object);
    else return;
    this.#options.changed();
  }

  #lost(error: unknown): void {
    if (!(error instanceof NoAnswer)) this.#options.failed(error);
    const { status, message } =
      error instanceof NoAnswer ? error : { status: 'failed' as const, message: 'The broker failed.' };
    // Where there is no cluster, nothing is left of one that there was.
    if (status !== 'down' && status !== 'failed') this.#store.clear();
    this.#enter(status, message);
  }

  #enter(status: ClusterState['status'], said: string): void {
    const { sinceMs, status: before } = this.#now;
    const same = before === status;
    this.#now = {
      status,
      sinceMs: same ? sinceMs : this.#options.clock.now(),
      said: said.slice(0, CLUSTER.saidChars),
    };
    this.#options.changed();
  }
}
