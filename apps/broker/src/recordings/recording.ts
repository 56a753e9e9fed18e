/** One recording that goes on: takes what a terminal prints, and ends at its limit. Never waits for the disk. */
import { formatBytes } from '@sandlot/sandbox';
import { CastEvents } from './cast-events.ts';
import type { CastFile } from './cast-file.ts';

/** A terminal's screen at one moment, as bytes that draw it. */
export interface Screen {
  cols: number;
  rows: number;
  bytes: Uint8Array;
}

/** Called once, as soon as it takes nothing more. `why` is a sentence for the student; null: somebody stopped it. */
export type OnStopped = (why: string | null) => void;

export interface RecordingParts {
  id: string;
  startedAtMs: number;
  /** Time of the last event that there is, ms since the start. */
  lastMs: number;
  limitBytes: number;
  now: () => number;
  file: CastFile;
  onStopped: OnStopped;
  /** It has ended; what is to become of the file is the store's. Resolves when it is done. */
  finish: (why: string | null) => Promise<void>;
}

export class Recording {
  readonly id: string;
  readonly startedAtMs: number;
  readonly #parts: RecordingParts;
  readonly #events: CastEvents;
  /** Lines taken, written or not. */
  #bytes: number;
  #done: Promise<void> | null = null;

  constructor(parts: RecordingParts) {
    this.#parts = parts;
    this.id = parts.id;
    this.startedAtMs = parts.startedAtMs;
    this.#bytes = parts.file.written;
    this.#events = new CastEvents(parts, (line) => this.#take(line));
  }

  /** Time of the last event. */
  get durationMs(): number {
    return this.#events.lastMs;
  }

  /** Of the file as it is on the disk. */
  get bytes(): number {
    return this.#parts.file.written;
  }

  get running(): boolean {
    return this.#done === null;
  }

  /** The first line of a new one. */
  begin(header: string): void {
    this.#take(header);
  }

  output(bytes: Uint8Array): void {
    if (this.running) this.#events.output(bytes);
  }

  resize(cols: number, rows: number): void {
    if (this.running) this.#events.resize(cols, rows);
  }

  /** Draws a screen anew, for a replay that begins here or goes on after a gap. */
  screen({ bytes }: Pick<Screen, 'bytes'>): void {
    if (this.running) this.#events.screen(bytes);
  }

  /** Ends it. Safe to call twice. Resolves when the file is complete. */
  stop(): Promise<void> {
    return this.#end(null);
  }

  /** Lets go of the file so that another process can go on with it. Nobody is told. */
  release(): Promise<void> {
    if (this.running) {
      this.#events.end();
      this.#done ??= this.#parts.file.close();
    }
    return this.#done ?? Promise.resolve();
  }

  /** Resolves when all that was taken so far is on the disk. */
  flush(): Promise<void> {
    if (!this.running) return Promise.resolve();
    this.#events.flush();
    return this.#parts.file.flush();
  }

  /** The disk does not take it: it ends, and keeps what it has. */
  failed(error: Error): void {
    const full = ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
    void this.#end(
      full
        ? 'The recording has stopped: the disk of this host is full. What was recorded so far is kept; tell your teacher.'
        : 'The recording has stopped: it could not be written. What was recorded so far is kept.',
    );
  }

  #take(line: string): void {
    const length = Buffer.byteLength(line);
    const { limitBytes } = this.#parts;
    if (this.#bytes + length > limitBytes) {
      this.#bytes = limitBytes; // nothing smaller slips in behind it
      void this.#end(
        `The recording has stopped: it is as large as one may be, ${formatBytes(limitBytes)}. Switch it on again for another.`,
      );
      return;
    }
    this.#bytes += length;
    this.#parts.file.add(line);
  }

  #end(why: string | null): Promise<void> {
    if (this.#done) return this.#done;
    let finished = () => {};
    this.#done = new Promise((resolve) => {
      finished = resolve;
    });
    this.#events.end(); // whatever it still gives counts, up to the limit
    this.#parts.onStopped(why);
    void this.#parts.finish(why).finally(finished);
    return this.#done;
  }
}
