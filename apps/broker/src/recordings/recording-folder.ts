/**
 * The files of one student's recordings: ID.cast, or ID.cast.part while it goes on, and ID.json, which tells what
 * it is of. Each name is made from an id of ours, never from words of the student's.
 */
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const ID = /^[a-z0-9]{16,64}$/;
const USER_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** What stands beside a cast. */
const About = z.object({
  userId: z.string(),
  /** `course/lesson`. */
  lesson: z.string(),
  sandboxId: z.string(),
  machine: z.string(),
  /** Name of the terminal. */
  name: z.string(),
  /** The terminal's title, or its name. */
  label: z.string(),
  startedAtMs: z.number(),
  /** Ms from the start to the last event; null while it goes on. */
  durationMs: z.number().nullable(),
  /** Why it ended by itself, for a person. */
  why: z.string().optional(),
});
export type About = z.infer<typeof About>;

export interface StoredCast extends About {
  id: string;
  bytes: number;
}

/** An error is one of nothing being there. */
export const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException)?.code === 'ENOENT';

async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export class RecordingFolder {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** Where the recordings of a user are. Throws RangeError for what is no user's id. */
  static of(root: string, userId: string): RecordingFolder {
    if (!USER_ID.test(userId)) throw new RangeError('not the id of a user');
    return new RecordingFolder(path.join(root, userId));
  }

  /** All folders that there are. */
  static async all(root: string): Promise<RecordingFolder[]> {
    const names = (await orNull(readdir(root))) ?? [];
    return names.filter((name) => USER_ID.test(name)).map((name) => RecordingFolder.of(root, name));
  }

  /** True for what can be the id of a recording; nothing else may become part of a path. */
  static isId(id: string): boolean {
    return ID.test(id);
  }

  part(id: string): string {
    return this.#path(id, '.cast.part');
  }

  cast(id: string): string {
    return this.#path(id, '.cast');
  }

  async make(): Promise<void> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
  }

  /** Replaces it as a whole, so that a crash leaves the old one or the new one. */
  async write(id: string, about: About): Promise<void> {
    const file = this.#path(id, '.json');
    await writeFile(`${file}.new`, JSON.stringify(about), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  async about(id: string): Promise<About | null> {
    const words = await orNull(readFile(this.#path(id, '.json'), 'utf8'));
    try {
      return words === null ? null : About.parse(JSON.parse(words));
    } catch {
      return null; // of no use to anybody
    }
  }

  /** Finished ones, the newest first. */
  async finished(): Promise<StoredCast[]> {
    const found = await Promise.all((await this.#ids('.cast')).map((id) => this.finishedOne(id)));
    return found.filter((one) => one !== null).toSorted((a, b) => b.startedAtMs - a.startedAtMs);
  }

  /** A finished one, or null. */
  async finishedOne(id: string): Promise<StoredCast | null> {
    const [about, file] = await Promise.all([this.about(id), orNull(stat(this.cast(id)))]);
    return about && file && { ...about, id, bytes: file.size };
  }

  /** Opens one to be read, finished or going on. */
  async read(id: string): Promise<FileHandle> {
    return (await orNull(open(this.part(id)))) ?? open(this.cast(id));
  }

  /** Those that were going on when the process that wrote them ended. */
  unfinished(): Promise<string[]> {
    return this.#ids('.cast.part');
  }

  /** Turns what goes on into what is finished. */
  async finish(id: string, about: About): Promise<void> {
    await this.write(id, about);
    await rename(this.part(id), this.cast(id));
  }

  /** Removes all of one; nothing there is success. */
  async remove(id: string): Promise<void> {
    const files = [this.part(id), this.cast(id), this.#path(id, '.json')];
    await Promise.all(files.map((file) => rm(file, { force: true })));
  }

  async #ids(ending: string): Promise<string[]> {
    const names = (await orNull(readdir(this.#dir))) ?? [];
    return names
      .filter((name) => name.endsWith(ending))
      .map((name) => name.slice(0, -ending.length))
      .filter((id) => ID.test(id));
  }

  #path(id: string, ending: string): string {
    if (!ID.test(id)) throw new RangeError('not the id of a recording');
    return path.join(this.#dir, `${id}${ending}`);
  }
}
