/** A catalogue that follows the author's files. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type AsyncSubscription, subscribe } from '@parcel/watcher';
import { CatalogueReader } from './catalogue-reader.ts';
import type { Catalogue } from './types.ts';

const FOLDERS = ['courses', 'playgrounds'];
/** How often the disk is looked at where the system does not tell of changes. */
const LOOK_EVERY_MS = 2000;

export interface CatalogueChange {
  catalogue: Catalogue;
  /** Paths of the lessons that came, went, or have another revision. */
  lessons: string[];
}

interface Options {
  /** Look at the disk every 2 s, though the system would tell of changes; default false. */
  poll?: boolean;
  /** A read that failed; the catalogue stays as it was. */
  failed?: (error: unknown) => void;
}

export class FreshCatalogue {
  readonly #root: string;
  readonly #reader: CatalogueReader;
  readonly #options: Options;
  readonly #listeners = new Set<(change: CatalogueChange) => void>();
  /** Files that changed since the last read began. */
  #changed = new Set<string>();
  #reading: Promise<void> | null = null;
  #subscriptions: AsyncSubscription[] = [];
  #timer: NodeJS.Timeout | null = null;
  #seen = new Map<string, string>();
  #closed = false;
  /** As the files were, a fraction of a second ago; 2 s where the disk must be looked at. */
  current: Catalogue = { courses: [], lessons: new Map(), playgrounds: new Map(), problems: [] };

  private constructor(root: string, options: Options) {
    this.#root = path.resolve(root);
    this.#options = options;
    this.#reader = new CatalogueReader(root);
  }

  /** Reads courses/ and playgrounds/ of `root` and follows them until `close`. Throws only when the disk fails. */
  static async open(root: string, options: Options = {}): Promise<FreshCatalogue> {
    const fresh = new FreshCatalogue(root, options);
    await fresh.#follow();
    fresh.current = await fresh.#reader.read();
    return fresh;
  }

  /** Calls `listener` after each change; the answer ends it. */
  onChange(listener: (change: CatalogueChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
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
        this.#options.failed?.(error);
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
        this.#options.failed?.(error);
        this.#look();
      })
      .finally(() => {
        this.#reading = null;
        this.#read();
      });
  }

  async #readAgain(files: Set<string>): Promise<void> {
    const lessons = new Set<string>();
    for (const file of files) {
      const [top, course, slug] = path.relative(this.#root, file).split(path.sep);
      if (top === 'courses') lessons.add(`${course}/${slug}`);
    }
    const before = this.current;
    this.current = await this.#reader.read((lesson) => lessons.has(lesson));
    const all = new Set([...before.lessons.keys(), ...this.current.lessons.keys()]);
    const revision = (from: Catalogue, lesson: string) => from.lessons.get(lesson)?.revision;
    const changed = [...all].filter((lesson) => revision(before, lesson) !== revision(this.current, lesson));
    for (const listener of this.#listeners) listener({ catalogue: this.current, lessons: changed });
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
