/** Which terminals there are: one for each (sandbox, machine, name), opened by the first who asks. */

import type { Foreground, TerminalInfo } from '@sandlot/protocol';
import { SandboxError, type SandboxRuntime } from '@sandlot/sandbox';
import { ApiError } from '../errors.ts';
import type { RunningRecording, TerminalRecorder } from '../recordings/terminal-recorder.ts';
import type { Screens } from '../screens/screens.ts';
import { type Size, Terminal } from './terminal.ts';
import { readNote, type TerminalNote, writeNote } from './terminal-note.ts';

export interface TerminalKey {
  sandboxId: string;
  machine: string;
  name: string;
}

export interface RegistryEvents {
  output(sandboxId: string, bytes: Uint8Array): void;
  /** Terminals of a sandbox were opened, closed, renamed, or are recorded or not. */
  changed(sandboxId: string): void;
}

interface Held {
  key: TerminalKey;
  terminal: Terminal;
  note: TerminalNote;
  recording: RunningRecording | null;
  /** The last switch of its recording. */
  turn: Promise<void>;
}

/** One that is there, or on its way. */
interface Opening {
  terminal: Promise<Terminal>;
  /** Aborted when its machine is left while it is on its way: nobody may have it. */
  left: AbortController;
}

const MAX_PER_SANDBOX = 16;
/** A terminal that nobody has looked at yet. */
const FIRST_SIZE: Size = { cols: 80, rows: 24 };
const keyOf = (k: TerminalKey) => `${k.sandboxId}/${k.machine}/${k.name}`;

export class TerminalRegistry {
  readonly #runtime: SandboxRuntime;
  readonly #screens: Screens;
  readonly #on: RegistryEvents;
  readonly #recorder: TerminalRecorder;
  readonly #opening = new Map<string, Opening>();
  readonly #held = new Map<string, Held>();

  constructor(runtime: SandboxRuntime, screens: Screens, recorder: TerminalRecorder, on: RegistryEvents) {
    this.#runtime = runtime;
    this.#screens = screens;
    this.#recorder = recorder;
    this.#on = on;
  }

  /** The terminal of this name, opened with `size` when there is none. Throws SandboxError; `room` above the limit. */
  async get(key: TerminalKey, size: Size): Promise<Terminal> {
    const id = keyOf(key);
    const there = this.#opening.get(id);
    if (there && !there.left.signal.aborted) return there.terminal;
    if (!there && this.#count(key.sandboxId) >= MAX_PER_SANDBOX) {
      throw new SandboxError(
        'room',
        `This sandbox has ${MAX_PER_SANDBOX} terminals, the most it may have. Close one first.`,
      );
    }
    const left = new AbortController();
    const before = there?.terminal.catch(() => {}) ?? Promise.resolve();
    const terminal = before.then(() => this.#open(key, size, left.signal));
    this.#opening.set(id, { terminal, left });
    terminal.catch(() => {
      if (this.#opening.get(id)?.left === left) this.#opening.delete(id);
    });
    return terminal;
  }

  /** Opens what a page will ask for first, so that its shell is there when it does. Never rejects. */
  async warm(sandboxId: string, machine: string): Promise<void> {
    await this.get({ sandboxId, machine, name: 'main' }, FIRST_SIZE).catch(() => {}); // who asks is told why
  }

  /** Takes up the terminals of a machine that an earlier broker opened. Throws SandboxError. */
  async adopt(sandboxId: string, machine: string): Promise<number> {
    const found = await this.#runtime.terminals(sandboxId, machine);
    await Promise.all(found.map(({ name }) => this.get({ sandboxId, machine, name }, FIRST_SIZE)));
    return found.length;
  }

  /** Those of a machine, in the order in which they were opened. */
  list(sandboxId: string, machine: string): TerminalInfo[] {
    const prefix = `${sandboxId}/${machine}/`;
    return [...this.#held]
      .filter(([id]) => id.startsWith(prefix))
      .map(([, { key, terminal, note, recording }]) => ({
        name: key.name,
        title: note.title,
        durable: terminal.durable,
        recordingSinceMs: recording?.startedAtMs ?? null,
      }));
  }

  /** Terminals of a sandbox that somebody looks at. */
  attached(sandboxId: string): number {
    let sum = 0;
    for (const { key, terminal } of this.#held.values()) {
      if (key.sandboxId === sandboxId) sum += terminal.attached;
    }
    return sum;
  }

  /** What has a terminal's keyboard. Throws ApiError not_found. */
  foreground(key: TerminalKey): Promise<Foreground> {
    return this.#must(key).terminal.foreground();
  }

  /** Gives it a title; an empty one takes it back. Throws ApiError not_found. */
  rename(key: TerminalKey, title: string): void {
    const held = this.#must(key);
    this.#note(held, { ...held.note, title: title || null });
  }

  /** Records it, or no longer. Throws ApiError not_found. */
  async setRecording(key: TerminalKey, on: boolean): Promise<void> {
    const held = this.#must(key);
    // One after the other: a switch that comes while a recording begins must find it.
    const turn = held.turn.then(async () => {
      if (on === (held.recording !== null)) return;
      if (on) await this.#record(held, null);
      else held.recording?.stop();
    });
    held.turn = turn.catch(() => {});
    return turn;
  }

  /** The recording of a terminal has ended, by whatever reason. */
  recordingEnded(key: TerminalKey): void {
    const held = this.#held.get(keyOf(key));
    if (!held?.recording) return;
    held.recording = null;
    this.#note(held, { ...held.note, recording: null });
  }

  /** Hangs up its program, and tells all who look at it that it was closed. Throws ApiError not_found. */
  close(key: TerminalKey): void {
    const { terminal } = this.#must(key);
    this.#forget(key, terminal);
    terminal.close();
  }

  /** Forgets the terminals of a machine, or of all machines: their programs are gone or about to go. */
  drop(sandboxId: string, machine?: string): void {
    for (const { key, terminal } of [...this.#held.values()]) {
      if (key.sandboxId !== sandboxId || (machine && key.machine !== machine)) continue;
      this.#forget(key, terminal);
      terminal.kill();
    }
    const prefix = machine ? `${sandboxId}/${machine}/` : `${sandboxId}/`;
    for (const [id, { left }] of this.#opening) if (id.startsWith(prefix)) left.abort();
  }

  async #open(key: TerminalKey, size: Size, left: AbortSignal): Promise<Terminal> {
    const { sandboxId, machine, name } = key;
    const pty = await this.#runtime.openTerminal(sandboxId, machine, { name, ...size });
    if (left.aborted) {
      pty.kill();
      throw new SandboxError('aborted', 'The machine was reset or ended meanwhile.');
    }
    const terminal: Terminal = new Terminal(pty, this.#screens, {
      output: (bytes) => this.#on.output(sandboxId, bytes),
      exit: () => this.#forget(key, terminal),
    });
    const held: Held = {
      key,
      terminal,
      note: readNote(terminal.note),
      recording: null,
      turn: Promise.resolve(),
    };
    this.#held.set(keyOf(key), held);
    this.#on.changed(sandboxId);
    if (held.note.recording) await this.#record(held, held.note.recording).catch(() => {});
    return terminal;
  }

  async #record(held: Held, id: string | null): Promise<void> {
    const { key, terminal, note } = held;
    const running = await this.#recorder.start(key, terminal, note.title ?? key.name, id);
    if (this.#held.get(keyOf(key)) !== held) return running?.stop(); // closed meanwhile
    held.recording = running;
    this.#note(held, { ...held.note, recording: running?.id ?? null });
  }

  #note(held: Held, note: TerminalNote): void {
    held.note = note;
    held.terminal.note = writeNote(note);
    this.#on.changed(held.key.sandboxId);
  }

  #must(key: TerminalKey): Held {
    const held = this.#held.get(keyOf(key));
    if (!held) {
      throw new ApiError('not_found', `There is no terminal ${key.name} on ${key.machine}. Open it first.`);
    }
    return held;
  }

  #forget(key: TerminalKey, terminal: Terminal): void {
    const id = keyOf(key);
    const held = this.#held.get(id);
    if (held?.terminal !== terminal) return;
    this.#held.delete(id);
    this.#opening.delete(id);
    held.recording?.stop();
    this.#on.changed(key.sandboxId);
  }

  #count(sandboxId: string): number {
    let count = 0;
    for (const id of this.#opening.keys()) if (id.startsWith(`${sandboxId}/`)) count += 1;
    return count;
  }
}
