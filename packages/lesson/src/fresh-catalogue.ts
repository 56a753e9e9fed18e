/** A catalogue that follows the author's files, and reads of each lesson no more than is asked for. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type AsyncSubscription, subscribe } from '@parcel/watcher';
import { unsavedMs } from './being-saved.ts';
import { Breather } from './breather.ts';
import { catalogueOf } from './catalogue-of.ts';
import { CatalogueReader, type Placed } from './catalogue-reader.ts';
import type { PlacedLesson } from './placed-lesson.ts';
import { ProofReader } from './proof-reader.ts';
import type { Catalogue } from './types.ts';

const FOLDERS = ['courses', 'playgrounds'];
/** How often the disk is looked at where the system does not tell of changes. */
const LOOK_EVERY_MS = 2000;
/** So long may a change have been on the disk before it is heard of. */
const HEARD_WITHIN_MS = 10_000;
/** So long at most is waited for a file that is written again and again. */
const SAVED_WITHIN_MS = 1000;
/** The share of a core that the proof-reading of all lessons may take. */
const PROOF_SHARE = 0.1;
/** So many changed lessons are proof-read before anybody hears of the change; the rest when their turn comes. */
const PROVEN_AT_ONCE = 16;

export interface CatalogueChange {
  catalogue: Catalogue;
  /** Paths of the lessons that came, went, turned out broken, or have another revision, as far as revisions are known. */
  lessons: string[];
}

interface Options {
  /** Look at the disk every 2 s, though the system would tell of changes; default false. */
  poll?: boolean;
  /** A read that failed; the catalogue stays as it was. */
  failed?: (error: unknown) => void;
  /**
   * All lessons are read through once for what is wrong with them. This share of a core is what that may take; default
   * 0.1, and 1 for as fast as it goes.
   */
  proofShare?: number;
  clock?: Clock;
}

interface Clock {
  /** Milliseconds since 1970, as files have them. */
  now: () => number;
  wait: (ms: number) => Promise<unknown>;
}

export class FreshCatalogue {
  readonly #root: string;
  readonly #reader: CatalogueReader;
  readonly #options: Options;
  readonly #clock: Clock;
  readonly #listeners = new Set<(change: CatalogueChange) => void>();
  /** Files that changed since the last read began. */
  #changed = new Set<string>();
  #reading: Promise<void> | null = null;
  #subscriptions: AsyncSubscription[] = [];
  #timer: NodeJS.Timeout | null = null;
  #seen = new Map<string, string>();
  #closed = false;
  readonly #proofs: ProofReader;
  readonly #through = Promise.withResolvers<void>();
  #placed!: Placed;
  /** Lessons that turned out broken, which nobody has been told yet. */
  #broken: string[] = [];
  /**
   * As the files were, a fraction of a second ago; 2 s where the disk must be looked at. A lesson whose mistakes nobody
   * has found yet is listed, and goes when it is asked for, or proof-read.
   */
  current!: Catalogue;

  private constructor(root: string, options: Options) {
    this.#root = path.resolve(root);
    this.#options = options;
    this.#clock = options.clock ?? { now: Date.now, wait };
    this.#reader = new CatalogueReader(root, this.#clock.now);
    const failed = (error: unknown) => this.#failed(error);
    const through = () => this.#through.resolve();
    this.#proofs = new ProofReader({ share: options.proofShare ?? PROOF_SHARE, through, failed });
  }

  /** Reads courses/ and playgrounds/ of `root` and follows them until `close`. Throws only when the disk fails. */
  static async open(root: string, options: Options = {}): Promise<FreshCatalogue> {
    const fresh = new FreshCatalogue(root, options);
    await fresh.#follow();
    fresh.#show(await fresh.#reader.read());
    return fresh;
  }

  /** Resolves when all lessons have been read through once, or it is closed: `problems` has them all. */
  get proven(): Promise<void> {
    return this.#through.promise;
  }

  /** Calls `listener` after each change; the answer ends it. */
  onChange(listener: (change: CatalogueChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#proofs.close();
    this.#through.resolve();
    if (this.#timer) clearTimeout(this.#timer);
    await Promise.all(this.#subscriptions.map((one) => one.unsubscribe()));
    await this.#reading;
  }

  /** Before the first read, so that nothing is written unseen. */
  async #follow(): Promise<void> {
    try {
      if (this.#options.poll) throw new Error('asked to look');
      for (const folder of FOLDERS) {
        const told = (error: Error | null, events: { path: string }[]) => {
          for (const event of events ?? []) this.#changed.add(event.path);
          if (error) this.#look();
          this.#read();
        };
        this.#subscriptions.push(await subscribe(path.join(this.#root, folder), told));
      }
    } catch {
      // No such folder yet, no watches left, a disk that tells nothing: looking finds out as well.
      await Promise.all(this.#subscriptions.splice(0).map((one) => one.unsubscribe()));
      this.#seen = await this.#files();
      this.#look();
    }
  }

  #look(): void {
    if (this.#closed || this.#timer) return;
    this.#timer = setTimeout(async () => {
      try {
        const now = await this.#files();
        for (const file of new Set([...now.keys(), ...this.#seen.keys()]))
          if (now.get(file) !== this.#seen.get(file)) this.#changed.add(file);
        this.#seen = now;
        this.#read();
      } catch (error) {
        this.#failed(error);
      }
      this.#timer = null;
      this.#look();
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  /** One read at a time; what changes meanwhile is read after it. */
  #read(): void {
    if (this.#reading || this.#closed || this.#changed.size === 0) return;
    const changed = this.#changed;
    this.#changed = new Set();
    this.#reading = this.#readAgain(changed)
      .catch((error) => {
        for (const file of changed) this.#changed.add(file);
        this.#failed(error);
        this.#look();
      })
      .finally(() => {
        this.#reading = null;
        this.#read();
      });
  }

  /** Whoever reads a file while it is being saved finds half of it, or nothing. */
  async #saved(files: Set<string>): Promise<void> {
    const { now, wait } = this.#clock;
    const latest = now() + SAVED_WITHIN_MS;
    // A folder tells of a file that is put in the place of another.
    const watched = [...files, ...[...files].map((file) => path.dirname(file))];
    while (now() < latest) {
      const left = unsavedMs(watched, now());
      if (left === 0) return;
      await wait(left);
    }
  }

  async #readAgain(files: Set<string>): Promise<void> {
    await this.#saved(files);
    const changed = { playgrounds: false, lessons: new Set<string>() };
    for (const file of files) {
      const [top, course, slug] = path.relative(this.#root, file).split(path.sep);
      if (top === 'courses') changed.lessons.add(`${course}/${slug}`);
      else changed.playgrounds = true;
    }
    const before = this.current;
    const old = this.#placed;
    const placed = await this.#reader.read(changed);
    const touched = [...placed.lessons.values()].filter((lesson) => old.lessons.get(lesson.path) !== lesson);
    const breather = new Breather();
    for (const lesson of touched.slice(0, PROVEN_AT_ONCE)) {
      await breather.breathe();
      lesson.prove();
    }
    this.#show(placed);
    this.#tell(changedBetween({ ...before, placed: old }, { ...this.current, placed }));
  }

  /** Makes `placed` what is current, and has it proof-read. */
  #show(placed: Placed): void {
    this.#placed = placed;
    for (const lesson of placed.lessons.values()) lesson.broke = () => this.#broke(lesson);
    this.current = catalogueOf(placed, (error) => this.#failed(error));
    this.#proofs.start(placed.lessons.values());
  }

  /** Whoever asked finds it gone and its problems there at once; the others hear of it a moment later. */
  #broke(lesson: PlacedLesson): void {
    if (this.#placed.lessons.get(lesson.path) !== lesson) return;
    this.current = catalogueOf(this.#placed, (error) => this.#failed(error));
    if (this.#broken.push(lesson.path) > 1) return;
    setImmediate(() => this.#tell(this.#broken.splice(0)));
  }

  #tell(lessons: string[]): void {
    if (this.#closed) return;
    for (const listener of this.#listeners) listener({ catalogue: this.current, lessons });
  }

  #failed(error: unknown): void {
    this.#options.failed?.(error);
  }

  /** Each file, with what changes when it is written. */
  async #files(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const folder of FOLDERS) {
      const entries = await readdir(path.join(this.#root, folder), {
        recursive: true,
        withFileTypes: true,
      }).catch(() => []);
      await Promise.all(
        entries.map(async (entry) => {
          const file = path.join(entry.parentPath, entry.name);
          const there = await stat(file).catch(() => null);
          if (there?.isFile()) found.set(file, `${there.mtimeMs}:${there.size}:${there.mode}`);
        }),
      );
    }
    return found;
  }
}

type Shown = Catalogue & { placed: Placed };

/**
 * A lesson that was read again counts as changed unless its revisions say that it is the same. One that was first read a
 * moment ago may have been read as it is now: its revision says nothing of what came before.
 */
function changedBetween(before: Shown, now: Shown): string[] {
  const isChanged = (path: string) => {
    if (before.heads.has(path) !== now.heads.has(path)) return true;
    const [old, one] = [before.placed.lessons.get(path), now.placed.lessons.get(path)];
    if (old === one) return !one && before.lessons.get(path)?.revision !== now.lessons.get(path)?.revision;
    if (!one?.head) return false;
    const isLate = !old?.readAtMs || old.readAtMs > Date.now() - HEARD_WITHIN_MS;
    return isLate || old.revision !== one.revision;
  };
  return [...new Set([...before.heads.keys(), ...now.heads.keys()])].filter(isChanged);
}
