/**
 * Sandboxes that are ready but for their lesson, so that Start hands one out at once. Each is made for one playground
 * as it is now, and handed out at most once. They carry the label of nobody; a restart removes them and makes others.
 * Knows no students.
 */
import { randomBytes } from 'node:crypto';
import { type Playground, playgroundRevision } from '@sandlot/lesson';
import { addressValues, provisionPlayground } from '@sandlot/sandbox';
import type { Parts } from '../parts.ts';
import type { PoolSizes } from './pool-sizes.ts';

/** Who a pooled sandbox belongs to, until somebody gets it. No student is called so: their ids are random. */
export const POOL_USER = 'pool';

/** Between two looks at what is missing, stale or too much; and after a failure, longer each time. */
const LOOK_EVERY_MS = 1_000;
const MOST_BACKOFF_MS = 300_000;

export interface WarmPoolParts extends Pick<Parts, 'runtime' | 'sshKeys' | 'now' | 'log'> {
  /** Those of today as they are made here, by name. */
  playgrounds: () => Map<string, Playground>;
  /** Whether one can be made here. */
  canRun: (playground: Playground) => boolean;
  sizes: PoolSizes;
  /** Memory that programs may still have on this host, in bytes. */
  freeBytes: () => number;
  /** This much stays free: below it the pool gives sandboxes back. */
  reserveBytes: number;
  /** Room for one more besides those that students have. */
  hasRoom: (pooled: number) => boolean;
}

interface Pooled {
  id: string;
  revision: string;
  /** Image -> its version when this was made. */
  images: Record<string, string>;
}

/** One that is yours now. */
export interface TakenSandbox {
  id: string;
  /** False: an image has changed since, and it must not be used. */
  fresh(): Promise<boolean>;
}

export interface PoolCount {
  playground: string;
  ready: number;
  wanted: number;
}

export class WarmPool {
  readonly #parts: WarmPoolParts;
  readonly #ready = new Map<string, Pooled[]>();
  /** Ids of all that are here, being made or being removed: nobody else may remove them as orphans. */
  readonly #ids = new Set<string>();
  readonly #failures = new Map<string, { count: number; untilMs: number }>();
  readonly #abort = new AbortController();
  readonly #stopListening: () => void;
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> | null = null;

  constructor(parts: WarmPoolParts) {
    this.#parts = parts;
    this.#stopListening = parts.runtime.onEvent((event) => {
      if (event.type === 'stopped') this.#lost(event.sandboxId);
    });
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  counts(): PoolCount[] {
    return [...this.#parts.playgrounds().keys()]
      .map((playground) => ({
        playground,
        ready: this.#ready.get(playground)?.length ?? 0,
        wanted: this.#parts.sizes(playground),
      }))
      .filter(({ ready, wanted }) => ready + wanted > 0);
  }

  /** One for this playground as it is now, or null. Whoever gets it has to remove it. */
  take(playground: Playground): TakenSandbox | null {
    const revision = playgroundRevision(playground);
    const pooled = this.#ready.get(playground.name)?.find((one) => one.revision === revision);
    if (!pooled) return null;
    this.#forget(playground.name, pooled);
    this.#ids.delete(pooled.id);
    return { id: pooled.id, fresh: () => this.#hasCurrentImages(pooled) };
  }

  /** Fills it, and keeps it so. */
  start(): void {
    if (this.#abort.signal.aborted || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.settle().finally(() => this.start());
    }, LOOK_EVERY_MS);
  }

  /** One look: gives back what is stale or too much, then makes what is missing, one by one. Never rejects. */
  settle(): Promise<void> {
    this.#work ??= this.#settle()
      .catch((error) => this.#parts.log.warn({ error }, 'pool'))
      .finally(() => {
        this.#work = null;
      });
    return this.#work;
  }

  /** Stops, and removes what is in it. */
  async close(): Promise<void> {
    this.#abort.abort(new Error('the pool closes'));
    if (this.#timer) clearTimeout(this.#timer);
    this.#stopListening();
    await this.#work;
    await Promise.all(this.#all().map(([name, pooled]) => this.#remove(name, pooled)));
  }

  async #settle(): Promise<void> {
    if (!this.#parts.runtime.engineUp) return;
    for (const [name, pooled] of this.#all())
      if (!(await this.#isCurrent(name, pooled))) await this.#remove(name, pooled);
    await this.#shrink();
    for (const playground of this.#parts.playgrounds().values()) {
      while (this.#wants(playground)) if (!(await this.#make(playground))) break;
    }
  }

  /** Gives back what is beyond the wanted size; and, when memory is short, one after another. */
  async #shrink(): Promise<void> {
    for (const [name, all] of this.#ready)
      for (const pooled of all.slice(this.#parts.sizes(name))) await this.#remove(name, pooled);
    while (this.#parts.freeBytes() < this.#parts.reserveBytes) {
      const [last] = this.#all().slice(-1);
      if (!last) return;
      await this.#remove(...last);
    }
  }

  #wants(playground: Playground): boolean {
    const { sizes, canRun, freeBytes, reserveBytes, hasRoom, now } = this.#parts;
    if (this.#abort.signal.aborted) return false;
    if ((this.#ready.get(playground.name)?.length ?? 0) >= sizes(playground.name)) return false;
    if ((this.#failures.get(playground.name)?.untilMs ?? 0) > now()) return false;
    if (!canRun(playground)) return false;
    const needed = playground.machines.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
    return freeBytes() - needed > reserveBytes && hasRoom(this.#all().length);
  }

  /** True when there is one more. */
  async #make(playground: Playground): Promise<boolean> {
    const { runtime, sshKeys, now, log } = this.#parts;
    const { name, machines, networks, egress } = playground;
    const id = randomBytes(8).toString('hex');
    this.#ids.add(id);
    try {
      const images: Record<string, string> = {};
      for (const { image } of machines) {
        await runtime.ensureImage(image, () => {}, this.#abort.signal);
        images[image] = await runtime.imageVersion(image);
      }
      const createdAtMs = now();
      const identity = {
        id,
        userId: POOL_USER,
        lesson: `playgrounds/${name}`,
        playground: name,
        createdAtMs,
      };
      const spec = { ...identity, expiresAtMs: createdAtMs, networks, egress, machines };
      await runtime.create(spec, () => {}, this.#abort.signal);
      const values = addressValues(await runtime.addresses(id));
      const scriptMachines = machines.map((machine) => ({ spec: machine, generation: 1 }));
      const what = {
        runtime,
        sandboxId: id,
        playground,
        machines: scriptMachines,
        values,
        sshKeys: sshKeys(id),
      };
      await Promise.all(machines.map((machine) => provisionPlayground(what, machine.name)));
      const pooled = { id, revision: playgroundRevision(playground), images };
      this.#ready.set(name, [...(this.#ready.get(name) ?? []), pooled]);
      this.#failures.delete(name);
      return true;
    } catch (error) {
      if (!this.#abort.signal.aborted) {
        log.warn({ error, playground: name }, 'a sandbox for the pool could not be made');
        this.#noteFailure(name);
      }
      await runtime.remove(id).catch(() => {}); // the reaper takes what carries our label
      this.#ids.delete(id);
      return false;
    }
  }

  #noteFailure(name: string): void {
    const count = (this.#failures.get(name)?.count ?? 0) + 1;
    const waitMs = Math.min(MOST_BACKOFF_MS, 5_000 * 2 ** (count - 1));
    this.#failures.set(name, { count, untilMs: this.#parts.now() + waitMs });
  }

  async #isCurrent(name: string, pooled: Pooled): Promise<boolean> {
    const playground = this.#parts.playgrounds().get(name);
    if (!playground || playgroundRevision(playground) !== pooled.revision) return false;
    return this.#hasCurrentImages(pooled);
  }

  async #hasCurrentImages({ images }: Pooled): Promise<boolean> {
    const now = await Promise.all(
      Object.keys(images).map((image) => this.#parts.runtime.imageVersion(image)),
    );
    return Object.values(images).every((version, index) => version === now[index]);
  }

  /** A machine of it has ended by itself. */
  #lost(id: string): void {
    const found = this.#all().find(([, pooled]) => pooled.id === id);
    if (found) void this.#remove(...found);
  }

  #all(): [name: string, pooled: Pooled][] {
    return [...this.#ready].flatMap(([name, all]) => all.map((one): [string, Pooled] => [name, one]));
  }

  #forget(name: string, pooled: Pooled): void {
    this.#ready.set(
      name,
      (this.#ready.get(name) ?? []).filter((one) => one !== pooled),
    );
  }

  /** Somebody may have taken it meanwhile: then it is theirs. */
  async #remove(name: string, pooled: Pooled): Promise<void> {
    if (!this.#ready.get(name)?.includes(pooled)) return;
    this.#forget(name, pooled);
    await this.#parts.runtime.remove(pooled.id).catch(() => {});
    this.#ids.delete(pooled.id);
  }
}
