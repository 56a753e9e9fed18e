/** Gets the image that ours start from: the one that is here, a pulled one, or one bootstrapped on this host. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Progress, SandboxError } from '../runtime.ts';
import type { Engine } from './engine.ts';
import { pull } from './pull.ts';

/** Writes a root file system as a tar to its standard output. */
export interface Bootstrap {
  command: string;
  args: string[];
}

const mmdebstrap = (suite: string): Bootstrap => ({
  command: 'mmdebstrap',
  args: ['--variant=minbase', `--mode=${isRoot() ? 'root' : 'unshare'}`, suite, '-'],
});

const isRoot = (): boolean => process.getuid?.() === 0;

/** Runs to the end; gives the exit code, or null when there is no such program. */
async function run(command: string, args: string[]): Promise<number | null> {
  const child = spawn(command, args, {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(null)).once('close', (code) => resolve(code));
  });
}

async function installed(progress: Progress): Promise<boolean> {
  if ((await run('mmdebstrap', ['--version'])) === 0) return true;
  if (!isRoot() || (await run('apt-get', ['--version'])) !== 0) return false;
  progress('Installing mmdebstrap with apt-get');
  await run('apt-get', ['update', '-q']);
  return (await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'mmdebstrap'])) === 0;
}

async function imported(
  engine: Engine,
  base: string,
  bootstrap: Bootstrap,
  progress: Progress,
): Promise<void> {
  const [repository = '', tag = 'latest'] = base.split(':');
  const child = spawn(bootstrap.command, bootstrap.args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let last = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    last = text.trim().split('\n').at(-1) || last;
    const step = /^I: (.+?)\.*$/.exec(last)?.[1];
    if (step) progress(`Bootstrapping ${base}: ${step}`);
  });
  const ended = once(child, 'close').then(([code]) => {
    if (code !== 0) throw new Error(`${bootstrap.command} ended with ${code}: ${last}`);
  });
  const taken = engine.importImage(child.stdout, repository, tag).catch((error) => {
    child.kill();
    child.stdout.destroy();
    throw error;
  });
  const failed = (await Promise.allSettled([ended, taken])).find((result) => result.status === 'rejected');
  if (!failed) return;
  await engine.removeImage(base).catch(() => {}); // half of a file system
  throw failed.reason;
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error)).trim();

/**
 * Makes sure that `base`, such as `debian:trixie-slim`, is there. Throws `image` with the command to run by hand
 * when no way works. `bootstrap` is for tests.
 */
export async function ensureBase(
  engine: Engine,
  base: string,
  progress: Progress,
  bootstrap?: Bootstrap,
): Promise<void> {
  const failure = await pull(engine, base, progress);
  if (failure === null) return;
  const failures = [`pulling it failed (${failure})`];
  const suite = /^debian:([a-z]+)-slim$/.exec(base)?.[1];
  const way = bootstrap ?? (suite && (await installed(progress)) ? mmdebstrap(suite) : null);
  if (way) {
    progress(`No registry answers: bootstrapping ${base} from Debian's packages, about a minute`);
    try {
      await imported(engine, base, way, progress);
      return;
    } catch (error) {
      if (error instanceof SandboxError) throw error;
      failures.push(`bootstrapping it failed (${reason(error)})`);
    }
  }
  throw new SandboxError(
    'image',
    `The base image ${base} is not here, and ${failures.join(', and ')}. Make it by hand, as root: mmdebstrap --variant=minbase ${suite ?? 'SUITE'} - | docker import - ${base}`,
  );
}
