/** For tests on a real engine: the images' folder, a data folder that goes with the test file, and what the suite may expect. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type ContractOptions, freshId } from '../contract/bench.ts';
import type { SandboxRuntime } from '../runtime.ts';
import { createDockerRuntime, type DockerRuntimeOptions } from './docker-runtime.ts';
import type { Engine } from './engine.ts';
import { runContainer } from './with-container.ts';

export const imagesDir = join(import.meta.dirname, '../../../../docker');

export const DOCKER: ContractOptions = {
  image: 'linux',
  user: 'student',
  home: '/home/student',
  endMachine: 'pkill -x sleep',
  capabilities: {
    severalMachines: true,
    adoption: true,
    ownPrograms: true,
    revive: true,
    limits: true,
    durable: true,
  },
};

/** A data folder that is gone when the test file has ended. */
export function useDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'sandlot-docker-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

/** Makes runtimes as the product does, on one data folder. */
export function useDocker(options: Partial<DockerRuntimeOptions> = {}): (instance: string) => SandboxRuntime {
  const dataDir = useDataDir();
  return (instance) => createDockerRuntime({ instance, imagesDir, dataDir, ...options });
}

/** Sets how many inotify instances the engine's host allows: for clusters beside us, never below 4096. */
export async function setWatchInstances(engine: Engine, image: string, count: number): Promise<void> {
  const code = await runContainer(engine, freshId('sandlot-test-'), {
    Image: image,
    Cmd: ['/bin/sh', '-c', `echo ${Math.max(4096, count)} >/proc/sys/fs/inotify/max_user_instances`],
    HostConfig: { NetworkMode: 'none', SecurityOpt: ['apparmor=unconfined'], ReadonlyPaths: [] },
  });
  if (code !== 0) throw new Error(`the limit could not be set (exit code ${code})`);
}
