/** Starts a machine's first process and waits until the machine can be entered. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { type MachineSpec, SandboxError } from '../runtime.ts';
import { bwrapArguments, PROGRAM_FD } from './bwrap-arguments.ts';
import { asOuterUser } from './enter-machine.ts';
import { childrenOf, type HostProcess, hostProcess, killProcess } from './host-process.ts';
import { initProgram, READY } from './init-program.ts';
import { scriptEnv } from './machine-login.ts';

const BOOT_TIMEOUT_MS = 10_000;
const SAID_CHARS = 2000;

export interface BootRequest {
  spec: MachineSpec;
  /** The host's number for the machine's users; null for our own. */
  outerUid: number | null;
  /** Ends with us: for a trial that nobody would find again. */
  temporary?: boolean;
  /**
   * Called with the first process before it has done anything. bwrap waits for the program meanwhile: should we die
   * now, it reads an empty one and ends, so no machine runs that is not on record.
   */
  onInit(init: HostProcess): void;
}

function launch({ spec, outerUid, temporary }: BootRequest): ChildProcess {
  const bwrap = ['bwrap', ...(temporary ? ['--die-with-parent'] : []), ...bwrapArguments(spec.name)];
  const [program = '', ...args] = asOuterUser(outerUid, bwrap, PROGRAM_FD);
  return spawn(program, args, {
    cwd: '/',
    env: scriptEnv(spec, 'root'),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
}

/** Collects what a machine that starts has to say, and resolves when it is ready; rejects when it is not. */
function listen(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let [out, err] = ['', ''];
    const fail = (why: string) => reject(new Error(err.trim().split('\n')[0] || why));
    const timer = setTimeout(() => fail(`not ready within ${BOOT_TIMEOUT_MS / 1000} s`), BOOT_TIMEOUT_MS);
    child.stdout?.on('data', (bytes: Buffer) => {
      out += bytes.toString();
      if (!out.includes(READY)) return;
      clearTimeout(timer);
      resolve();
    });
    child.stderr?.on('data', (bytes: Buffer) => {
      if (err.length < SAID_CHARS) err += bytes.toString();
    });
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => {
      clearTimeout(timer);
      fail(`bwrap ended with ${code}`);
    });
  });
}

/** bwrap's only child, once there is one: the machine's first process. */
async function initOf(child: ChildProcess): Promise<HostProcess | null> {
  const bwrap = child.pid;
  const deadline = Date.now() + BOOT_TIMEOUT_MS;
  while (
    bwrap !== undefined &&
    child.exitCode === null &&
    child.signalCode === null &&
    Date.now() < deadline
  ) {
    const [pid] = childrenOf(bwrap);
    const init = pid === undefined ? null : hostProcess(pid);
    if (init) return init;
    await delay(1);
  }
  return null;
}

/** Starts a machine that goes on without us. Throws SandboxError and leaves nothing when it does not come up. */
export async function bootMachine(request: BootRequest): Promise<HostProcess> {
  const { spec, onInit } = request;
  const child = launch(request);
  const ready = listen(child);
  ready.catch(() => {}); // it may fail before it is waited for
  for (const stream of child.stdio) stream?.on('error', () => {}); // what ends early closes them
  let init: HostProcess | null = null;
  try {
    init = await initOf(child);
    if (init) onInit(init);
    (child.stdio[PROGRAM_FD] as Writable).end(init ? initProgram(spec) : '');
    await ready;
  } catch (error) {
    if (init) killProcess(init);
    child.kill('SIGKILL');
    const said = (error as Error).message;
    throw new SandboxError('stopped', `Machine ${spec.name} could not be started: ${said}.`, {
      cause: error,
    });
  } finally {
    for (const stream of child.stdio) stream?.destroy();
    child.unref();
  }
  if (!init) throw new SandboxError('stopped', `Machine ${spec.name} ended while it was started.`);
  return init;
}
