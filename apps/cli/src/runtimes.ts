/** The runtimes as the command line sees them: to look at, and to build images with; never to start sandboxes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDockerRuntime, type Finding, pickRuntime, type SandboxRuntime } from '@sandlot/sandbox';
import type { Settings } from './settings.ts';

/** Labels what this command would make. It makes nothing that stays, so it need not be an installation's. */
const instance = 'cli';
/** What the plainest lesson asks of a host. */
const PLAIN = {
  name: 'plain',
  image: 'linux',
  memoryBytes: 2 ** 28,
  cpus: 1,
  pids: 256,
  user: 'student',
  users: [],
  networks: ['lan'],
  capabilities: [],
  needs: [],
  kubernetes: 'none' as const,
  diskBytes: 2 ** 30,
};

const imagesDir = (settings: Settings) => path.join(settings.root, 'docker');

/** The runtime that a start would take, and why; not started. Throws a SandboxError when the one asked for does not answer. */
export function pickedRuntime(settings: Settings): Promise<{ runtime: SandboxRuntime; why: string }> {
  const { runtime: choice, data: dataDir } = settings;
  return pickRuntime({ instance, imagesDir: imagesDir(settings), dataDir, choice, ...waysOf(settings) });
}

const waysOf = ({ trust, nestedRuntimes, way }: Settings) => ({
  ...{ trust, way },
  ...(nestedRuntimes ? { nestedRuntimes } : {}),
});

/** A runtime of an instance's own, started, for programs that make sandboxes beside a running Sandlot. */
export async function ownRuntime(settings: Settings, own: string): Promise<SandboxRuntime> {
  const { runtime: choice, data: dataDir, egress, dns, mirror } = settings;
  const { runtime } = await pickRuntime({
    ...{
      instance: own,
      imagesDir: imagesDir(settings),
      dataDir,
      choice,
      egress,
      mirror,
      ...waysOf(settings),
    },
    ...(dns ? { dns } : {}),
  });
  await runtime.start();
  return runtime;
}

export interface Examined {
  findings: Finding[];
  /** null when it runs the plainest lesson, else why not. */
  fault: string | null;
}

/** Tries both runtimes out. */
export async function examineRuntimes(settings: Settings): Promise<Record<'docker' | 'process', Examined>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'sandlot-doctor-'));
  try {
    const options = { instance, imagesDir: imagesDir(settings), dataDir, ...waysOf(settings) };
    const process = await pickRuntime({ ...options, choice: 'process' });
    return {
      docker: await examine(createDockerRuntime(options)),
      process: await examine(process.runtime),
    };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function examine(runtime: SandboxRuntime): Promise<Examined> {
  await runtime.start();
  try {
    const findings = await runtime.findings();
    const failed = findings.find((finding) => !finding.ok);
    if (!runtime.engineUp) return { findings, fault: failed?.reason ?? 'The engine does not answer.' };
    return { findings, fault: runtime.cannotRun([PLAIN])?.reason ?? null };
  } finally {
    await runtime.close();
  }
}
