/** Keeps one program running: starts it, starts it again when it dies, stops it. Knows nothing of what it does. */
import { type ChildProcess, type Serializable, spawn } from 'node:child_process';
import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { leaveUnread } from '@sandlot/protocol';
import { Failure } from '../failure.ts';

/** How patient we are, in ms unless said otherwise. */
export const PATIENCE = {
  /** A program answers within this of its first start. */
  firstAnswerMs: 60_000,
  /** The wait before the first restart; doubled for each death within `windowMs`. */
  restartMs: 50,
  /** This many deaths within the window, and we give up. */
  deaths: 5,
  windowMs: 60_000,
  /** From the request to end to the kill. */
  endMs: 5_000,
  /** A log larger than this is put aside at the next start. */
  logBytes: 10 * 1024 * 1024,
} as const;

/** Enough for a stack trace. */
const COMPLAINTS_LENGTH = 8_192;

export interface Program {
  /** For people: "broker", "web server". */
  name: string;
  /** The command and its arguments. */
  command: [string, ...string[]];
  environment: NodeJS.ProcessEnv;
  /** Gets all that it prints. */
  logFile: string;
  /** True once it answers. */
  answers(): Promise<boolean>;
}

/**
 * A program, its deaths and its end. The program has an IPC channel whose `disconnect` tells it that we are
 * gone, and a process group of its own, so that a terminal's Ctrl-C reaches only us.
 */
export class SupervisedChild {
  readonly #program: Program;
  readonly #say: (line: string) => void;
  readonly #giveUp: (failure: Failure) => void;
  #child: ChildProcess | null = null;
  #log: WriteStream | null = null;
  /** The end of what it wrote to standard error. */
  #complaints = '';
  #printedAll: Promise<void> = Promise.resolve();
  #deaths: number[] = [];
  #answered = false;
  readonly #ending = new AbortController();
  /** Gets each socket that the program gives away, and what it says of it. */
  onSocket: (message: Serializable, socket: Socket) => void = (_message, socket) => socket.destroy();

  /** `giveUp` is called once, when it has died too often. */
  constructor(program: Program, say: (line: string) => void, giveUp: (failure: Failure) => void) {
    this.#program = program;
    this.#say = say;
    this.#giveUp = giveUp;
  }

  /** The process id, or null while there is none. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Starts it and waits for its first answer. Throws a Failure with its last words when it dies before. */
  async start(): Promise<void> {
    this.#log = openLog(this.#program.logFile);
    const { name, logFile } = this.#program;
    const child = this.#spawn();
    const deadline = Date.now() + PATIENCE.firstAnswerMs;
    while (!(await this.#program.answers().catch(() => false))) {
      this.#ending.signal.throwIfAborted();
      if (hasEnded(child)) {
        await this.#printedAll;
        throw new Failure(lastWords(this.#complaints) || `The ${name} ended at its start; see ${logFile}.`);
      }
      if (Date.now() > deadline)
        throw new Failure(
          `The ${name} did not answer within ${PATIENCE.firstAnswerMs / 1000} s; see ${logFile}.`,
        );
      await wait(50);
    }
    this.#answered = true;
    if (hasEnded(child)) this.#printedAll.then(() => this.#onDeath(child)); // it answered, and died before we looked
  }

  /** Gives it a socket. False while it does not run; the socket is the caller's still. */
  give(message: Serializable, socket: Socket): boolean {
    const child = this.#child;
    if (!child?.connected) return false;
    leaveUnread(socket);
    child.send(message, socket, {}, (error) => {
      if (error) socket.destroy();
    });
    return true;
  }

  /** Asks it to end, kills it when it does not, and waits till it is gone. Safe to call twice. */
  async stop(): Promise<void> {
    this.#ending.abort(new Failure('Stopped.'));
    const child = this.#child;
    if (child && !hasEnded(child)) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), PATIENCE.endMs);
      await gone;
      clearTimeout(kill);
    }
    this.#log?.end();
  }

  /** Kills it at once. */
  kill(): void {
    this.#ending.abort(new Failure('Stopped.'));
    this.#child?.kill('SIGKILL');
  }

  #spawn(): ChildProcess {
    const [command, ...args] = this.#program.command;
    const child = spawn(command, args, {
      env: this.#program.environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    this.#child = child;
    child.on('message', (message, handle) => {
      if (handle instanceof Socket) this.onSocket(message, handle);
    });
    this.#complaints = '';
    child.stdout?.pipe(this.#log as WriteStream, { end: false });
    child.stderr?.pipe(this.#log as WriteStream, { end: false });
    child.stderr?.on('data', (bytes: Buffer) => {
      this.#complaints = (this.#complaints + bytes.toString()).slice(-COMPLAINTS_LENGTH);
    });
    child.once('error', (error) => {
      this.#complaints = `The ${this.#program.name} could not be started: ${error.message}.`;
    });
    const exit = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    const close = new Promise((resolve) => child.once('close', resolve));
    // A grandchild may hold the pipes open for as long as it lives: the last words must not wait for it.
    this.#printedAll = exit.then(() => Promise.race([close, wait(200)])).then(() => {});
    this.#printedAll.then(() => {
      if (this.#answered) this.#onDeath(child);
    });
    return child;
  }

  #onDeath(child: ChildProcess): void {
    if (this.#ending.signal.aborted || child !== this.#child) return;
    this.#child = null;
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((at) => at > now - PATIENCE.windowMs), now];
    const { name, logFile } = this.#program;
    const how = child.signalCode ? `was ended by ${child.signalCode}` : `ended with code ${child.exitCode}`;
    if (this.#deaths.length >= PATIENCE.deaths) {
      const words = lastWords(this.#complaints);
      const why = words ? ` Its last words: ${words}` : '';
      this.#giveUp(
        new Failure(
          `The ${name} ended ${this.#deaths.length} times within a minute and is not started again; see ${logFile}.${why}`,
        ),
      );
      return;
    }
    const pause = PATIENCE.restartMs * 2 ** (this.#deaths.length - 1);
    this.#say(`The ${name} ${how}; it starts again in ${pause / 1000} s.`);
    wait(pause, undefined, { signal: this.#ending.signal }).then(
      () => this.#spawn(),
      () => {},
    );
  }
}

/** The last line, or of a program that broke the line that names the error. */
function lastWords(text: string): string {
  const lines = text.trim().split('\n');
  const last = lines.at(-1) ?? '';
  return /^Node\.js v\d/.test(last) ? (lines.find((line) => /^\w*Error\b/.test(line)) ?? last) : last;
}

const hasEnded = (child: ChildProcess) =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

function openLog(file: string): WriteStream {
  if (existsSync(file) && statSync(file).size > PATIENCE.logBytes) renameSync(file, `${file}.old`);
  const log = createWriteStream(file, { flags: 'a', mode: 0o600 });
  log.on('error', () => {}); // a full disk must not take the programs down
  return log;
}
