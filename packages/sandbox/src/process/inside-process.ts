/** One program inside a machine, fed from here, its output kept up to a limit. Knows no script and no tar. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { childrenOf, signalProcess } from './host-process.ts';

/** After the program's end: for what it has printed to arrive, though others may hold its output open. */
const DRAIN_MS = 250;

export interface InsideRequest {
  /** From enterCommand. */
  command: string[];
  env: Record<string, string>;
  input: string | { pipe(to: Writable): unknown };
  /** When the program has not ended by then, it and its group are killed from the host. */
  deadlineMs: number;
  outputLimitBytes: number;
}

export interface InsideResult {
  /** The program was reached: what it says and how it ended is its own. */
  entered: boolean;
  /** null: killed. */
  exitCode: number | null;
  overDeadline: boolean;
  output: string;
  truncated: boolean;
  /** Why it was not reached, as the host's programs said. */
  refusal: string;
}

/** The last descriptor that the program needs of us. */
export const MARK_FD = 3;

/** Tells on MARK_FD that we are in, and sends both outputs, in their order, into one. */
export const announced = (command: string[]): string[] => [
  ...['sh', '-c', `umask 022; echo in >&${MARK_FD} && exec ${MARK_FD}>&- && exec "$@" 2>&1`, 'sh'],
  ...command,
];

class Head {
  readonly #kept: Buffer[] = [];
  #room: number;
  truncated = false;

  constructor(limitBytes: number) {
    this.#room = limitBytes;
  }

  readonly push = (bytes: Buffer): void => {
    if (bytes.length > this.#room) this.truncated = true;
    if (this.#room > 0) this.#kept.push(bytes.subarray(0, this.#room));
    this.#room = Math.max(0, this.#room - bytes.length);
  };

  /** As UTF-8; a character that the limit cut in two is left out. */
  text(): string {
    return new TextDecoder().decode(Buffer.concat(this.#kept), { stream: this.truncated });
  }
}

/** Kills the entering program's child, which is inside, with its group, and the entering program itself. */
export function killInside(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null) return;
  for (const inside of childrenOf(pid)) {
    signalProcess(-inside, 'SIGKILL'); // `timeout` leads a group with all that it has started
    signalProcess(inside, 'SIGKILL');
  }
  signalProcess(pid, 'SIGKILL');
}

/** Ends when `ended` does and the output is at its end, or a little after. */
async function drained(ended: Promise<unknown>, outputs: Readable[]): Promise<void> {
  const closed = Promise.all(outputs.map((output) => output.closed || once(output, 'close')));
  await ended;
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([closed, new Promise((resolve) => (timer = setTimeout(resolve, DRAIN_MS)))]);
  clearTimeout(timer);
}

/** Runs it to its end. `stop` is called with the way to kill it early. */
export async function runInside(
  request: InsideRequest,
  stop: (kill: () => void) => void,
): Promise<InsideResult> {
  const [program = '', ...args] = request.command;
  const child = spawn(program, args, {
    cwd: '/',
    env: request.env,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const kill = () => killInside(child);
  stop(kill);
  const [output, refusal, mark] = [new Head(request.outputLimitBytes), new Head(2000), new Head(16)];
  const readers = [child.stdout, child.stderr, child.stdio[MARK_FD] as Readable];
  for (const [i, head] of [output, refusal, mark].entries()) {
    readers[i]?.on('data', head.push).on('error', () => {});
  }
  child.stdin.on('error', () => {}); // it need not read to the end
  if (typeof request.input === 'string') child.stdin.end(request.input);
  else request.input.pipe(child.stdin);
  let overDeadline = false;
  const deadline = setTimeout(() => {
    overDeadline = true;
    kill();
  }, request.deadlineMs);
  await drained(ended, readers);
  clearTimeout(deadline);
  for (const one of child.stdio) one?.destroy();
  return {
    entered: mark.text().startsWith('in'),
    exitCode: child.exitCode,
    overDeadline,
    output: output.text(),
    truncated: output.truncated,
    refusal: refusal.text().trim(),
  };
}
