/** Runs one script on a machine, bounded in time and output. Knows one exec, no lesson. */
import { once } from 'node:events';
import { type MachineSpec, type RunRequest, type RunResult, SandboxError } from '../runtime.ts';
import type { Engine, RunningExec } from './engine.ts';
import { Head, Unframer } from './exec-output.ts';
import { scriptEnv } from './login.ts';
import { brokenMessage } from './stopped-message.ts';

const DEFAULT_OUTPUT_BYTES = 64 * 1024;
/** The machine's own clock ends the script; ours ends the wait should the machine not. */
const GRACE_MS = 3000;
/** `timeout` ends with 124 after TERM, and with 137 when it had to KILL. */
const TIMEOUT_CODES = [124, 137];
/** The program could not be started: the engine's and the shell's own words for it. */
const CANNOT_START = [126, 127];
/** Printed by the shell before the script. */
const BEGAN = '\u0001';

function command(seconds: number): string[] {
  const bounded = [
    '/usr/bin/env',
    '-u',
    'HOSTNAME',
    '/usr/bin/timeout',
    '-k',
    '1',
    String(seconds),
    '/bin/sh',
    '-s',
  ];
  // One pipe for both outputs keeps their order.
  return ['/bin/sh', '-c', 'exec "$@" 2>&1', 'sh', ...bounded];
}

/**
 * The script as the shell reads it: a mark that the shell has started, and braces, so that all of it is read before
 * any of it runs and no program in it can eat the rest. Its lines keep their numbers.
 */
const input = (script: string): string => `printf '\\001'; { :; ${script}\n} </dev/null\n`;

/** Reads until the end of output or the deadline; true when it ended by itself. */
async function readAll(exec: RunningExec, head: Head, deadlineMs: number): Promise<boolean> {
  const unframer = new Unframer();
  const { stream } = exec;
  stream.on('data', (chunk: Buffer) => {
    for (const payload of unframer.push(chunk)) head.push(payload);
  });
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), deadlineMs);
  try {
    await once(stream, 'close', { signal: deadline.signal });
    return true;
  } catch (error) {
    if (!deadline.signal.aborted) throw error;
    return false;
  } finally {
    clearTimeout(timer);
    stream.destroy();
  }
}

/** See SandboxRuntime.run. */
export async function runScript(
  engine: Engine,
  containerId: string,
  spec: MachineSpec,
  request: RunRequest,
): Promise<RunResult> {
  const started = performance.now();
  const { script, timeoutMs, env = {}, user = 'root', outputLimitBytes = DEFAULT_OUTPUT_BYTES } = request;
  const exec = await engine.exec(containerId, {
    command: command(timeoutMs / 1000),
    user,
    env: scriptEnv(spec, user, env),
    tty: false,
  });
  exec.stream.on('error', () => {}); // its close says enough
  exec.stream.end(input(script));
  const head = new Head(outputLimitBytes + BEGAN.length);
  const ended = await readAll(exec, head, timeoutMs + 1000 + GRACE_MS);
  const state = await exec.state();
  const durationMs = performance.now() - started;
  const said = head.text();
  const began = said.startsWith(BEGAN);
  if (!began && (!ended || CANNOT_START.includes(state.exitCode ?? 0))) {
    throw new SandboxError('stopped', brokenMessage(spec.name));
  }
  const overTime = durationMs >= timeoutMs && TIMEOUT_CODES.includes(state.exitCode ?? -1);
  const timedOut = !ended || overTime;
  return {
    exitCode: timedOut ? 124 : state.exitCode,
    timedOut,
    output: began ? said.slice(BEGAN.length) : said,
    truncated: head.truncated,
    durationMs,
  };
}
