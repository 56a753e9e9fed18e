/** Once for all files: a sandbox of the playground `kind`, made by the real runtime, and in it a cluster of two nodes. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { loadCatalogue } from '../../packages/lesson/src/index.ts';
import { createDockerRuntime } from '../../packages/sandbox/src/docker/docker-runtime.ts';
import { provisionPlayground } from '../../packages/sandbox/src/lesson/provision.ts';
import { sshKeysOf } from '../../packages/sandbox/src/lesson/ssh-keys.ts';

const ROOT = join(import.meta.dirname, '../..');
export const imagesDir = join(ROOT, 'docker');

declare module 'vitest' {
  export interface ProvidedContext {
    instance: string;
    sandbox: string;
    dataDir: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const instance = `k${randomBytes(4).toString('hex')}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'sandlot-kind-'));
  const runtime = createDockerRuntime({ instance, imagesDir, dataDir, trust: 'personal' });
  const id = `s${randomBytes(4).toString('hex')}`;
  const release = async () => {
    await runtime.remove(id);
    await runtime.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const playground = (await loadCatalogue(ROOT)).playgrounds.get('kind');
    if (!playground) throw new Error('there is no playground kind');
    const { machines } = playground;
    await runtime.start();
    await runtime.prepare(machines);
    const refusal = runtime.cannotRun(machines);
    if (refusal) throw new Error(`${refusal.reason} ${refusal.remedy}`);
    await runtime.create(
      {
        ...{ id, userId: 'u-1', lesson: 'playgrounds/kind', playground: 'kind', egress: 'none' },
        ...{ createdAtMs: Date.now(), expiresAtMs: Date.now() + 3_600_000, networks: ['lan'], machines },
      },
      () => {},
    );
    const made = machines.map((spec) => ({ spec, generation: 1 }));
    const what = { runtime, sandboxId: id, playground, machines: made, values: {} };
    await provisionPlayground({ ...what, sshKeys: sshKeysOf(Buffer.alloc(32), id) }, 'dev');
  } catch (error) {
    await release();
    throw error;
  }
  project.provide('instance', instance);
  project.provide('sandbox', id);
  project.provide('dataDir', dataDir);
  return release;
}
