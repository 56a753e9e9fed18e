/** Starts a machine's first process and waits until the machine can be entered. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { type MachineSpec, SandboxError } from '../runtime.ts';
import { bwrapArguments, PROGRAM_FD, STATUS_FD } from './bwrap-arguments.ts';
import { asOuterUser } from './enter-machine.ts';
import { type HostProcess, hostProcess, killProcess } from './host-process.ts';
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

const stream = (child: ChildProcess, fd: number) => child.stdio[fd] as unknown as Readable & Writable;

function launch({ spec, outerUid, temporary }: BootRequest): ChildProcess {
  const bwrap = ['bwrap', ...(temporary ? ['--die-with-parent'] : []), ...bwrapArguments(spec.name)];
  const [program = '', ...args] = asOuterUser(outerUid, bwrap);
  return spawn(program, args, {
    cwd: '/',
    env: scriptEnv(spec, 'root'),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
}

/** Reads `{"child-pid": N, ...}`, bwrap's first words. */
function initOf(status: string): HostProcess | null {
  const pid = /"child-pid":\s*(\d+)/.exec(status)?.[1];
  return pid === undefined ? null : hostProcess(Number(pid));
}

/** Resolves when init has said that it is ready; rejects with what was said instead. */
function untilReady(
  child: ChildProcess,
  request: BootRequest,
  seen: (init: HostProcess) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const said = { out: '', err: '', status: '' };
    const fail = (why: string) => reject(new Error(said.err.trim() || why));
    const timer = setTimeout(() => fail(`not ready within ${BOOT_TIMEOUT_MS / 1000} s`), BOOT_TIMEOUT_MS);
    const listen = (fd: number, to: keyof typeof said, then: () => void) => {
      stream(child, fd).on('error', () => {});
      stream(child, fd).on('data', (bytes: Buffer) => {
        if (said[to].length < SAID_CHARS) said[to] += bytes.toString();
        then();
      });
    };
    let init: HostProcess | null = null;
    listen(1, 'out', () => said.out.includes(READY) && resolve());
    listen(2, 'err', () => {});
    listen(STATUS_FD, 'status', () => {
      if (init) return;
      init = initOf(said.status);
      if (!init) return;
      seen(init);
      request.onInit(init);
      stream(child, PROGRAM_FD).end(initProgram(request.spec));
    });
    stream(child, PROGRAM_FD).on('error', () => {});
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => fail(`bwrap ended with ${code}`));
    const done = () => clearTimeout(timer);
    child.once('close', done);
    stream(child, 1).once('close', done);
  });
}

/** Starts a machine that goes on without us. Throws SandboxError and leaves nothing when it does not come up. */
export async function bootMachine(request: BootRequest): Promise<HostProcess> {
  const child = launch(request);
  let init: HostProcess | null = null;
  try {
    await untilReady(child, request, (seen) => {
      init = seen;
    });
  } catch (error) {
    if (init) killProcess(init);
    child.kill('SIGKILL');
    const said = (error as Error).message.split('\n').at(0);
    throw new SandboxError('stopped', `Machine ${request.spec.name} could not be started: ${said}.`, {
      cause: error,
    });
  } finally {
    for (const one of child.stdio) one?.destroy();
    child.unref();
  }
  if (!init) throw new SandboxError('stopped', `Machine ${request.spec.name} ended while it was started.`);
  return init;
}
