/** A program under test: what it prints, how it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../up/ports.ts';

const UP = path.join(import.meta.dirname, 'up-with-stand-ins.ts');

/** Waits until `ask` gives something true. Throws after 20 s, with what `seen` says by then. */
export async function until<T>(ask: () => Promise<T> | T, seen: () => string = () => ''): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`It never came. Seen so far:\n${seen()}`);
    await wait(20);
  }
}

export interface Program {
  child: ChildProcess;
  /** All that it has printed, to both streams. */
  printed(): string;
  /** Waits for some words of its. */
  prints(words: RegExp): Promise<RegExpMatchArray>;
  /** Waits for its end; the exit code. */
  ends(): Promise<number | null>;
}

/** Starts a program and gathers what it prints. */
export function startProgram(command: string, args: string[], env: Record<string, string> = {}): Program {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.on('data', (bytes) => {
    text += bytes;
  });
  child.stderr.on('data', (bytes) => {
    text += bytes;
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    printed: () => text,
    async prints(words) {
      return until(
        () => text.match(words),
        () => text,
      ) as Promise<RegExpMatchArray>;
    },
    ends: () => closed,
  };
}

/** A data folder and a port; `sandlot up` on them. `close` kills what still runs and removes the folder. */
export async function makeUpPlace() {
  const data = path.join(mkdtempSync(path.join(tmpdir(), 'sandlot-up-')), 'data');
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const started: Program[] = [];
  const env = { SANDLOT_DATA: data, SANDLOT_PORT: String(port), STAND_IN_PIDS: `${data}.pids` };
  return {
    data,
    port,
    address,
    env,
    up(more: Record<string, string> = {}): Program {
      const program = startProgram(process.execPath, [UP], { ...env, ...more });
      started.push(program);
      return program;
    },
    /** Programs that it has started and that have not ended; the first is the broker. */
    living: () => readFileSync(`${data}.pids`, 'utf8').trim().split('\n').map(Number).filter(lives),
    async close() {
      for (const { child } of started) child.kill('SIGKILL');
      await Promise.all(started.map((program) => program.ends()));
      rmSync(path.dirname(data), { recursive: true, force: true });
    },
  };
}

function lives(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
