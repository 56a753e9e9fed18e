/** What students have recorded, and what is being recorded now. Knows no terminal and no HTTP. */
import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { RECORDING, type RecordingInfo } from '@sandlot/protocol';
import { ApiError } from '../errors.ts';
import { castHeader } from './cast-events.ts';
import { CastFile, mendCast } from './cast-file.ts';
import { mustHaveRoom } from './must-have-room.ts';
import { type OnStopped, Recording, type Screen } from './recording.ts';
import { type About, RecordingFolder } from './recording-folder.ts';

export interface RecordingsOptions {
  /** One folder in it for each student; made as needed. */
  dir: string;
  /** Ms since the epoch. */
  now: () => number;
  warn: (details: object, message: string) => void;
  /** Those of RECORDING when left out. */
  limits?: Limits;
}

/** Which terminal, of whom. */
export type RecordingOf = Pick<About, 'userId' | 'lesson' | 'sandboxId' | 'machine' | 'name' | 'label'>;

export interface RecordingRequest extends RecordingOf {
  /** What the student sees when it begins. */
  screen: Screen;
  onStopped: OnStopped;
}

interface Entry {
  about: About;
  folder: RecordingFolder;
}
interface Live extends Entry {
  recording: Recording;
}
/** Left behind by an earlier process, its last line whole again. */
interface Orphan extends Entry {
  lastMs: number;
  bytes: number;
}

export interface OpenedRecording {
  info: RecordingInfo;
  /** asciicast v2, `info.bytes` of it. */
  stream: Readable;
}

interface Limits {
  /** Of one recording. */
  bytes: number;
  /** For one student. */
  kept: number;
  /** What the disk must have left for a new one to begin. */
  freeBytes: number;
}

const LIMITS: Limits = { ...RECORDING, freeBytes: 256 * 1024 * 1024 };
const sameTerminal = (a: RecordingOf, b: RecordingOf) =>
  a.userId === b.userId && a.sandboxId === b.sandboxId && a.machine === b.machine && a.name === b.name;

export class Recordings {
  readonly #options: RecordingsOptions;
  readonly #limits: Limits;
  readonly #live = new Map<string, Live>();
  readonly #orphans = new Map<string, Orphan>();
  readonly #finishing = new Set<Promise<void>>();
  /** Changes of what there is, one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: RecordingsOptions) {
    this.#options = options;
    this.#limits = options.limits ?? LIMITS;
  }

  /** Finds what an earlier process was recording. Call once, before all else. */
  async adopt(): Promise<void> {
    for (const folder of await RecordingFolder.all(this.#options.dir)) {
      for (const id of await folder.unfinished()) {
        await this.#adoptOne(folder, id).catch((error) => {
          this.#options.warn({ error, recording: id }, 'a recording could not be taken up');
        });
      }
    }
  }

  /** Begins one. Throws ApiError `limit`: too many go on, or the disk is almost full. */
  start(request: RecordingRequest): Promise<Recording> {
    return this.#inTurn(async () => {
      const { userId, lesson, sandboxId, machine, name, label, screen } = request;
      const folder = RecordingFolder.of(this.#options.dir, userId);
      await folder.make();
      await mustHaveRoom(this.#options.dir, this.#limits.freeBytes);
      await this.#makeRoom(userId);
      const startedAtMs = this.#options.now();
      const about = { userId, lesson, sandboxId, machine, name, label, startedAtMs, durationMs: null };
      const id = randomBytes(12).toString('hex');
      const title = `${lesson}: ${machine}, ${label}`;
      const header = castHeader({ cols: screen.cols, rows: screen.rows, startedAtMs, title });
      return this.#run(id, { about, folder }, { header }, request);
    });
  }

  /** Goes on with one that an earlier process left. null: there is no such one of this terminal. */
  resume(id: string, request: RecordingRequest): Promise<Recording | null> {
    return this.#inTurn(async () => {
      const orphan = this.#orphans.get(id);
      if (!orphan || !sameTerminal(orphan.about, request)) return null;
      this.#orphans.delete(id);
      return this.#run(id, orphan, { lastMs: orphan.lastMs }, request);
    });
  }

  /** Finishes what nobody has gone on with. */
  finishRest(): Promise<void> {
    return this.#inTurn(async () => {
      for (const [id, orphan] of [...this.#orphans]) {
        await this.#finishOrphan(id, orphan).catch((error) => {
          this.#options.warn({ error, recording: id }, 'a recording could not be finished');
        });
      }
    });
  }

  /** Those of a student, the newest first. */
  async list(userId: string): Promise<RecordingInfo[]> {
    await Promise.all(this.#finishing);
    const finished = await RecordingFolder.of(this.#options.dir, userId).finished();
    const running = [...this.#running(userId)].toSorted((a, b) => b.startedAtMs - a.startedAtMs);
    const rest = finished.map(({ id, bytes, ...about }) =>
      info(id, about, bytes, about.durationMs ?? 0, false),
    );
    return [...running, ...rest].toSorted((a, b) => b.startedAtMs - a.startedAtMs);
  }

  /** One to be read, as far as it is now. Throws ApiError not_found. */
  async open(userId: string, id: string): Promise<OpenedRecording> {
    await this.#live.get(id)?.recording.flush();
    const found = (await this.list(userId)).find((one) => one.id === id);
    if (!found) throw unknown();
    const folder = RecordingFolder.of(this.#options.dir, userId);
    const handle = await folder.read(id);
    return { info: found, stream: handle.createReadStream({ end: Math.max(0, found.bytes - 1) }) };
  }

  /** Removes one; it is stopped when it goes on. Throws ApiError not_found. */
  remove(userId: string, id: string): Promise<void> {
    return this.#inTurn(async () => {
      if (!(await this.list(userId)).some((one) => one.id === id)) throw unknown();
      await this.#live.get(id)?.recording.stop();
      this.#orphans.delete(id);
      await RecordingFolder.of(this.#options.dir, userId).remove(id);
    });
  }

  /** Lets go of all files; what goes on can be gone on with by the next process. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#turn;
    await Promise.all([...this.#live.values()].map(({ recording }) => recording.release()));
    await Promise.all(this.#finishing);
  }

  async #adoptOne(folder: RecordingFolder, id: string): Promise<void> {
    const [about, end] = await Promise.all([folder.about(id), mendCast(folder.part(id))]);
    if (about && end) this.#orphans.set(id, { about, folder, ...end });
    else await folder.remove(id); // it was cut off before anything was in it
  }

  async #run(
    id: string,
    { about, folder }: Entry,
    from: { header: string } | { lastMs: number },
    { screen, onStopped }: RecordingRequest,
  ): Promise<Recording> {
    if (this.#closed) throw new ApiError('conflict', 'The broker is stopping. Try again in a moment.');
    const file = await CastFile.open(folder.part(id), (error) => {
      this.#options.warn({ error, recording: id }, 'a recording cannot be written');
      recording.failed(error);
    });
    try {
      if ('header' in from) await folder.write(id, about);
    } catch (error) {
      await file.close();
      await folder.remove(id);
      throw error;
    }
    const recording: Recording = new Recording({
      ...{ id, startedAtMs: about.startedAtMs, now: this.#options.now, file, onStopped },
      lastMs: 'lastMs' in from ? from.lastMs : 0,
      limitBytes: this.#limits.bytes,
      finish: (why) => this.#finish(id, file, why),
    });
    this.#live.set(id, { about, folder, recording });
    if ('header' in from) recording.begin(from.header);
    else recording.resize(screen.cols, screen.rows);
    recording.screen(screen);
    return recording;
  }

  /** Never rejects. */
  #finish(id: string, file: CastFile, why: string | null): Promise<void> {
    const finishing = this.#complete(id, file, why).catch((error) => {
      this.#options.warn({ error, recording: id }, 'a recording could not be finished');
    });
    this.#finishing.add(finishing);
    return finishing.finally(() => this.#finishing.delete(finishing));
  }

  async #complete(id: string, file: CastFile, why: string | null): Promise<void> {
    const live = this.#live.get(id);
    await file.close();
    this.#live.delete(id);
    if (!live) return;
    const { folder, about } = live;
    const end = await mendCast(folder.part(id)); // a full disk may have cut the last line in two
    if (end) await folder.finish(id, { ...about, durationMs: end.lastMs, ...(why && { why }) });
    else await folder.remove(id);
  }

  async #finishOrphan(id: string, { folder, about, lastMs }: Orphan): Promise<void> {
    await folder.finish(id, { ...about, durationMs: lastMs });
    this.#orphans.delete(id);
  }

  *#running(userId: string): Generator<RecordingInfo> {
    for (const [id, { about, recording }] of this.#live) {
      if (about.userId === userId) yield info(id, about, recording.bytes, recording.durationMs, true);
    }
    for (const [id, { about, bytes, lastMs }] of this.#orphans) {
      if (about.userId === userId) yield info(id, about, bytes, lastMs, true);
    }
  }

  /** The oldest finished ones go until one more fits. */
  async #makeRoom(userId: string): Promise<void> {
    const { kept } = this.#limits;
    const all = await this.list(userId);
    const finished = all.filter((one) => !one.running);
    const tooMany = all.length + 1 - kept;
    if (tooMany > finished.length) {
      throw new ApiError(
        'limit',
        `You record ${kept} terminals already, the most that are kept for one person. Stop one of them first.`,
      );
    }
    const folder = RecordingFolder.of(this.#options.dir, userId);
    for (const { id } of finished.slice(finished.length - Math.max(0, tooMany))) await folder.remove(id);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {}); // whoever asked is told
    return done;
  }
}

function info(id: string, about: About, bytes: number, durationMs: number, running: boolean): RecordingInfo {
  const { lesson, machine, label, startedAtMs, why } = about;
  return {
    id,
    lesson,
    machine,
    terminal: label,
    startedAtMs,
    durationMs,
    bytes,
    running,
    ...(why && { why }),
  };
}

function unknown(): ApiError {
  return new ApiError(
    'not_found',
    'There is no such recording of yours. It may have made room for a newer one.',
  );
}
