/**
 * What every runtime promises. The broker knows sandboxes only by this; `contract.test.ts` holds each
 * runtime to it. stop-like calls (remove, kill, close) are safe to call twice.
 */
import type { Duplex, Readable } from 'node:stream';
import type { Egress, LessonFile, PlaygroundMachine } from '@sandlot/lesson';

export type MachineSpec = PlaygroundMachine;

export interface SandboxSpec {
  /** Lower-case letters and digits, at most 20: part of container and network names. */
  id: string;
  userId: string;
  /** `course/lesson`. */
  lesson: string;
  playground: string;
  createdAtMs: number;
  /** The latest end as known at creation; the broker's database may have moved it since. */
  expiresAtMs: number;
  /** All its networks; each machine says which of them it is on. */
  networks: string[];
  egress: Egress;
  machines: MachineSpec[];
}

/** A machine that the runtime found alive or half-made. */
export interface FoundMachine {
  spec: MachineSpec;
  generation: number;
  /** markReady was called for this generation. */
  ready: boolean;
  running: boolean;
  /** Why it does not run, for a person; null while it does. */
  message: string | null;
}

/** A sandbox as read from labels: what a restarted broker adopts or clears away. */
export interface FoundSandbox extends Omit<SandboxSpec, 'machines'> {
  /** All the machines that it was made with. */
  expected: string[];
  /** Those that there are; two generations of one machine only while a reset was under way. */
  machines: FoundMachine[];
}

/** What a terminal is opened with. */
export interface TerminalRequest {
  /** Known by it on its machine: letters, digits and dashes, at most 40. */
  name: string;
  /** Of a new one; one that is there keeps its size. */
  cols: number;
  rows: number;
}

/** A terminal that outlived the process that opened it. */
export interface FoundTerminal {
  name: string;
  note: string;
}

/** A terminal's screen as bytes: see SNAPSHOT in the protocol. */
export interface Checkpoint {
  /** One past the last byte that it shows. */
  seq: number;
  cols: number;
  rows: number;
  bytes: Uint8Array;
}

/** What has the terminal's keyboard. */
export interface Foreground {
  /** The shell itself; null: not known. */
  shell: boolean | null;
  /** Name of the program; null: not known. */
  program: string | null;
}

/** A program on a pseudo-terminal of a machine. Bytes both ways, never decoded. */
export interface Pty {
  /** The same as long as the program lives; another program never has it. */
  readonly id: string;
  /** The program outlives this process, and openTerminal finds it again by its name. */
  readonly durable: boolean;
  /** The number of the first byte that onData will tell: above 0 when older ones are forgotten. */
  readonly seq: number;
  /** The size that it has now. */
  readonly cols: number;
  readonly rows: number;
  /**
   * What keepCheckpoint and keepNote last kept with a durable terminal, by whatever process; the student may have put
   * anything there. The checkpoint is let go of when a new one is kept.
   */
  readonly checkpoint: Checkpoint | null;
  readonly note: string;
  /** Kept beside the program for the next process; nothing happens when it is not durable. At most 1 MiB. */
  keepCheckpoint(checkpoint: Checkpoint): void;
  /** The same for a few words; at most 1 KiB of UTF-8. */
  keepNote(note: string): void;
  /** Never rejects: what cannot be known is null. */
  foreground(): Promise<Foreground>;
  /** At most one listener; called in order. */
  onData(listener: (bytes: Buffer) => void): void;
  /** Called once, when the program has ended or its machine has gone. null: killed, or unknown. */
  onExit(listener: (code: number | null) => void): void;
  write(bytes: Uint8Array): void;
  /** Bytes written that the program's side has not taken yet. */
  readonly queuedBytes: number;
  /** Stops the program's output in the kernel; resume goes on. Both safe to repeat. */
  pause(): void;
  resume(): void;
  resize(cols: number, rows: number): void;
  /** Hangs up: the program gets SIGHUP as if its window was closed. */
  kill(): void;
}

export interface RunRequest {
  /** For `/bin/sh -s`, by standard input: nothing of it shows in the process list. */
  script: string;
  /** The script is ended by TERM after this, by KILL 1 s later. */
  timeoutMs: number;
  /** Beside what the runtime sets: a fixed PATH, HOME, LANG, and STUDENT_USER and STUDENT_HOME of the machine's user. */
  env?: Record<string, string>;
  /** root when left out. */
  user?: string;
  /** Output beyond it is thrown away and `truncated` set; the script goes on. Default 64 KiB. */
  outputLimitBytes?: number;
}

export interface RunResult {
  /** null: killed from outside, or its machine went away. 124 and `timedOut`: over its time. */
  exitCode: number | null;
  timedOut: boolean;
  /** stdout and stderr in the order they came, as UTF-8. */
  output: string;
  truncated: boolean;
  durationMs: number;
}

export interface FollowRequest {
  /** A program and its arguments; they show in the machine's process list. */
  command: string[];
  /** root, or the machine's user; root when left out. Its environment is that of a script. */
  user?: string;
}

export interface MachineStats {
  memoryBytes: number;
  memoryLimitBytes: number | null;
  /** Since the last call for this machine; 1 is one core busy; null on the first. */
  cpu: number | null;
}

export type RuntimeEvent =
  /** A machine's main process ended by itself (not by remove or reset). */
  | { type: 'stopped'; sandboxId: string; machine: string; generation: number; message: string }
  /** The engine stopped answering, or answers again. */
  | { type: 'engine'; up: boolean };

/** A line of `sandlot doctor`. */
export interface Finding {
  name: string;
  ok: boolean;
  /** What was found. */
  reason: string;
  /** What to do about it; empty when ok. */
  remedy: string;
}

export type SandboxErrorCode =
  | 'engine' // the engine does not answer
  | 'image' // the image is missing and cannot be made
  | 'not_found' // no such sandbox or machine
  | 'stopped' // the machine does not run, or cannot run a program
  | 'room' // no disk, no memory, no free network
  | 'refused' // nothing answers on that port
  | 'unsupported' // this runtime cannot do that
  | 'aborted'; // the caller gave up

/** A broken promise. `message` is for a person: what happened and what to do next. */
export class SandboxError extends Error {
  readonly code: SandboxErrorCode;
  constructor(code: SandboxErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SandboxError';
    this.code = code;
  }
}

/** Steps a person may watch; `text` says what is being done now. */
export type Progress = (text: string) => void;

/** Machine -> network -> IPv4 address. */
export type Addresses = Record<string, Record<string, string>>;

/** Why machines cannot run here, for a person. */
export interface Refusal {
  reason: string;
  /** What would help. */
  remedy: string;
  /** It goes by itself, within a minute or so: ask again. */
  passing?: true;
}

export interface SandboxRuntime {
  readonly kind: 'docker' | 'process';
  /** Whether the engine answered last; always true for `process`. */
  readonly engineUp: boolean;
  /** Starts watching the engine. Call once, before all else. */
  start(): Promise<void>;
  /** What this host can and cannot run, each with reason and remedy. */
  findings(): Promise<Finding[]>;
  /** Finds out what cannotRun has to know of this host for such machines; may take a minute. Never rejects. */
  prepare(machines: MachineSpec[]): Promise<void>;
  /** What prepare has found out, line by line; nothing while it is at it. */
  prepared(): Finding[];
  /** How machines like these get an engine of their own, for a person; null for plain ones, and where cannotRun says why not. */
  engineInside(machines: MachineSpec[]): string | null;
  /** null when these machines can run here; else why not and what would help. `egress` is `none` when left out. */
  cannotRun(machines: MachineSpec[], egress?: Egress): Refusal | null;
  /** True when the image is there. */
  hasImage(image: string): Promise<boolean>;
  /** Changes when what the image is made of does. Throws `image` when there is no such image. */
  imageVersion(image: string): Promise<string>;
  /** Makes sure that the image is there, building it when it is missing or its folder has changed. */
  ensureImage(image: string, progress: Progress, signal?: AbortSignal): Promise<void>;
  /**
   * Makes networks and machines of generation 1 and starts them. They can run programs when it resolves, and
   * are not ready until markReady. On failure or abort nothing of it remains.
   */
  create(spec: SandboxSpec, progress: Progress, signal?: AbortSignal): Promise<void>;
  /** Marks the newest generation of a machine as complete; what is unmarked at a broker's start is half-made. */
  markReady(sandboxId: string, machine: string): Promise<void>;
  /** Replaces a machine by its clean next generation (started, unmarked) and returns that number. The name and address stay. */
  reset(sandboxId: string, machine: string): Promise<number>;
  /**
   * Starts a machine again that stopped by itself or with its engine, its disk as it was. `unsupported` where a
   * stopped machine keeps nothing.
   */
  revive(sandboxId: string, machine: string): Promise<void>;
  /** Removes all of a sandbox. Nothing there is success. */
  remove(sandboxId: string): Promise<void>;
  /** Everything that carries this installation's label, half-made things included. */
  list(): Promise<FoundSandbox[]>;
  /**
   * Opens a login shell of the machine's user on a new PTY, or finds the durable one of this name. A second
   * listener on a terminal that this process has open already is not foreseen: ask once for each name.
   */
  openTerminal(sandboxId: string, machine: string, request: TerminalRequest): Promise<Pty>;
  /** Durable terminals of a machine, in the order in which they were opened. None where nothing is durable. */
  terminals(sandboxId: string, machine: string): Promise<FoundTerminal[]>;
  /** Runs a script to its end, away from the student's terminals. Throws `stopped` when the machine cannot run programs. */
  run(sandboxId: string, machine: string, request: RunRequest): Promise<RunResult>;
  /**
   * Connects to a TCP port of a machine from inside it, so that what listens on loopback alone is reached too. Bytes both
   * ways, with half-close; destroying the stream leaves nothing behind, and one that breaks off is an error with the code
   * ECONNRESET. Throws `refused` when nothing answers there, and `stopped` and `not_found` as `run` does.
   */
  connect(sandboxId: string, machine: string, port: number): Promise<Duplex>;
  /**
   * Runs a program that has nothing to read, away from the student's terminals, for as long as somebody wants to know
   * what it prints on its standard output; its errors are thrown away. The stream ends with the program, and gives what it
   * printed whole and in order; who does not read it holds the program up. Destroying it ends the program and all that it
   * has started in its group, as does the end of this process. Throws `stopped` and `not_found` as `run` does; a program
   * that cannot be run is one that has printed nothing.
   */
  follow(sandboxId: string, machine: string, request: FollowRequest): Promise<Readable>;
  /** Copies files onto a machine, folders made as needed, owned by root or, below a home, by its user. */
  putFiles(sandboxId: string, machine: string, files: LessonFile[]): Promise<void>;
  /** Stay the same over resets. Empty where machines have none. */
  addresses(sandboxId: string): Promise<Addresses>;
  /** Live figures of one sandbox, by machine; machines that do not run are left out. */
  stats(sandboxId: string): Promise<Record<string, MachineStats>>;
  /** Returns the way to stop listening. */
  onEvent(listener: (event: RuntimeEvent) => void): () => void;
  /** Stops watching. Sandboxes go on. */
  close(): Promise<void>;
}
