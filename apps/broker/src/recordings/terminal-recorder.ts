/** Records terminals: ties a terminal's output to a recording. Knows no file. */
import { RECORDING } from '@sandlot/protocol';
import type { Recording, Screen } from './recording.ts';
import type { RecordingRequest, Recordings } from './recordings.ts';

/** What a recorder needs of a terminal. */
export interface RecordedTerminal {
  /** Tells all that is printed from now on, and each new size; returns the way to stop. */
  tap(tap: {
    output(bytes: Uint8Array): void;
    resized(size: { cols: number; rows: number }): void;
  }): () => void;
  /** The screen after all that was printed before the call, and nothing later. */
  snapshot(): Promise<Screen>;
  /** Its program has ended. */
  readonly exited: boolean;
}

export interface TerminalPlace {
  sandboxId: string;
  machine: string;
  name: string;
}

/** A recording as whoever switches it sees it. */
export interface RunningRecording {
  readonly id: string;
  readonly startedAtMs: number;
  /** Safe to call twice. */
  stop(): void;
}

export interface RecorderParts {
  recordings: Recordings;
  /** Whose a sandbox is and what for; undefined when there is none. */
  owner: (sandboxId: string) => { userId: string; lesson: string } | undefined;
  /** A recording that start() gave has ended; `why` is a sentence for the student, null: it was stopped. */
  ended: (place: TerminalPlace, why: string | null) => void;
}

export class TerminalRecorder {
  readonly #parts: RecorderParts;
  readonly #starting = new Map<string, Promise<RunningRecording | null>>();

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /**
   * Begins to record a terminal; `id` names one that an earlier process was writing, and that goes on. null: there is
   * no such one to go on with, or no such sandbox, or the terminal has ended meanwhile. Asked again while it
   * begins, it is the same one. Throws ApiError `limit`.
   */
  start(
    place: TerminalPlace,
    terminal: RecordedTerminal,
    label: string,
    id: string | null,
  ): Promise<RunningRecording | null> {
    const key = `${place.sandboxId}/${place.machine}/${place.name}`;
    const there = this.#starting.get(key);
    if (there) return there;
    const starting = this.#start(place, terminal, label, id).finally(() => this.#starting.delete(key));
    this.#starting.set(key, starting);
    return starting;
  }

  async #start(
    place: TerminalPlace,
    terminal: RecordedTerminal,
    label: string,
    id: string | null,
  ): Promise<RunningRecording | null> {
    const { recordings, owner, ended } = this.#parts;
    const whose = owner(place.sandboxId);
    if (!whose) return null;
    const feed = new Feed();
    const untap = terminal.tap(feed); // in one go with the snapshot: what comes after it is tapped
    try {
      const screen = await terminal.snapshot();
      const onStopped = (why: string | null) => {
        untap();
        ended(place, why);
      };
      const request: RecordingRequest = { ...whose, ...place, label, screen, onStopped };
      const recording = id === null ? await recordings.start(request) : await recordings.resume(id, request);
      if (!recording) {
        untap();
        return null;
      }
      feed.into(recording, screen);
      if (terminal.exited) await recording.stop();
      if (!recording.running) return null;
      return { id: recording.id, startedAtMs: recording.startedAtMs, stop: () => void recording.stop() };
    } catch (error) {
      untap();
      throw error;
    }
  }
}

type Happening = Uint8Array | { cols: number; rows: number };

/** Keeps what a terminal prints until there is a recording for it. */
class Feed {
  #waiting: Happening[] = [];
  #bytes = 0;
  #recording: Recording | null = null;
  #size: { cols: number; rows: number } | null = null;

  output(bytes: Uint8Array): void {
    if (this.#recording) this.#recording.output(bytes);
    else if (this.#bytes < RECORDING.bytes) {
      this.#bytes += bytes.length; // beyond it the recording ends at once anyway
      this.#waiting.push(Uint8Array.from(bytes)); // the terminal may use its buffer again
    }
  }

  resized(size: { cols: number; rows: number }): void {
    if (this.#recording) this.#resize(size);
    else this.#waiting.push(size);
  }

  /** Gives it what waits, and from now on all. `screen` is what it begins with. */
  into(recording: Recording, screen: Screen): void {
    this.#recording = recording;
    this.#size = { cols: screen.cols, rows: screen.rows };
    for (const one of this.#waiting) {
      if (one instanceof Uint8Array) recording.output(one);
      else this.#resize(one);
    }
    this.#waiting = [];
  }

  #resize({ cols, rows }: { cols: number; rows: number }): void {
    if (cols === this.#size?.cols && rows === this.#size.rows) return;
    this.#size = { cols, rows };
    this.#recording?.resize(cols, rows);
  }
}
