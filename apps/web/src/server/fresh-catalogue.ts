/** A catalogue that follows the author's files: loaded when first asked for, and anew after a file has changed. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Catalogue } from '@sandlot/lesson';

export interface FreshCatalogueOptions {
  root: string;
  /** Folders under the root whose files are looked at. */
  folders: string[];
  load: (root: string) => Promise<Catalogue>;
  now?: () => number;
  /** The files are looked at no more often than this. */
  lookEveryMs?: number;
}

export class FreshCatalogue {
  readonly #options: Required<FreshCatalogueOptions>;
  #loaded: { catalogue: Catalogue; signature: string } | null = null;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #work: Promise<Catalogue> | null = null;

  constructor(options: FreshCatalogueOptions) {
    this.#options = { now: Date.now, lookEveryMs: 1000, ...options };
  }

  /** The catalogue as the files were at most `lookEveryMs` ago. Askers at the same time share one load. */
  get(): Promise<Catalogue> {
    const { now, lookEveryMs } = this.#options;
    if (this.#loaded && now() - this.#lookedAtMs < lookEveryMs)
      return Promise.resolve(this.#loaded.catalogue);
    this.#work ??= this.#refresh().finally(() => {
      this.#work = null;
    });
    return this.#work;
  }

  async #refresh(): Promise<Catalogue> {
    const { root, folders, load, now } = this.#options;
    const signature = (
      await Promise.all(folders.map((folder) => signatureOf(path.join(root, folder))))
    ).join();
    if (this.#loaded?.signature !== signature) this.#loaded = { catalogue: await load(root), signature };
    this.#lookedAtMs = now();
    return this.#loaded.catalogue;
  }
}

/** Changes when a file under `folder` is written, added, removed or renamed. */
async function signatureOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const lines = await Promise.all(
    files.sort().map(async (file) => {
      const found = await stat(file).catch(() => null);
      return `${file}:${found?.mtimeMs}:${found?.size}:${found?.mode}`;
    }),
  );
  return lines.join('\n');
}
