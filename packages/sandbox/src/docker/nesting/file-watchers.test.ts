/** How many files the host lets clusters watch: raised on a real engine's host; told and refused by what was read. */
import type { Kubernetes } from '@sandlot/lesson';
import { beforeAll, expect, test } from 'vitest';
import { freshId } from '../../contract/bench.ts';
import { createDockerRuntime } from '../docker-runtime.ts';
import { Engine } from '../engine.ts';
import { imageTag } from '../image-folder.ts';
import { Images } from '../images.ts';
import { LABEL } from '../labels.ts';
import { imagesDir, setWatchInstances, useDataDir } from '../test-docker.ts';
import { FileWatchers, type Raised, raiseWatchLimits } from './file-watchers.ts';
import { PROBE_MACHINE } from './probe-way.ts';

const engine = new Engine();
const instance = freshId('t');
const dataDir = useDataDir();
const NOTHING = { instances: 0, watches: 0 };
let image = '';

beforeAll(async () => {
  await new Images(engine, imagesDir).ensure('docker', () => {});
  image = await imageTag(imagesDir, 'docker');
}, 600_000);

test("the host's limits are raised, never lowered, and no container stays", async () => {
  const before = await raiseWatchLimits(engine, instance, image, NOTHING);
  expect(before).toMatchObject({ why: '' });
  expect(before.instances).toBeGreaterThan(0);
  // What runs beside us may raise them to what is usual, and should not find them lower afterwards.
  const usual = await raiseWatchLimits(engine, instance, image);
  expect(usual.instances).toBe(Math.max(before.instances, 8192));
  expect(usual.watches).toBe(Math.max(before.watches, 2 ** 20));
  const more = { instances: usual.instances + 1, watches: usual.watches };
  expect(await raiseWatchLimits(engine, instance, image, more)).toEqual({ ...more, why: '' });
  expect(await raiseWatchLimits(engine, instance, image)).toEqual({ ...more, why: '' });
  await setWatchInstances(engine, image, usual.instances);
  expect(await raiseWatchLimits(engine, instance, image, NOTHING)).toEqual(usual);
  expect(await engine.containers({ [LABEL.instance]: instance })).toEqual([]);
});

test('they are raised again after a restart of the host, when its ways are remembered', {
  timeout: 300_000,
}, async () => {
  const started = async () => {
    const runtime = createDockerRuntime({ instance, imagesDir, dataDir, trust: 'personal' });
    await runtime.start();
    await runtime.prepare([PROBE_MACHINE]);
    return runtime;
  };
  const first = await started();
  const { instances } = await raiseWatchLimits(engine, instance, image, NOTHING);
  await setWatchInstances(engine, image, 4096);
  const second = await started();
  const after = await raiseWatchLimits(engine, instance, image, NOTHING);
  await setWatchInstances(engine, image, instances);
  expect(after.instances).toBe(8192);
  expect((await second.findings()).filter(({ name }) => name === 'File watchers')).toEqual([
    {
      ...{ name: 'File watchers', ok: true, remedy: '' },
      reason: `fs.inotify.max_user_instances is ${instances}, enough for many clusters`,
    },
  ]);
  await Promise.all([first.close(), second.close()]);
});

test('a Sandlot that is open to strangers has no clusters, and leaves the host as it is', {
  timeout: 300_000,
}, async () => {
  const runtime = createDockerRuntime({ instance, imagesDir, dataDir, trust: 'public', nestedRuntimes: [] });
  await runtime.start();
  expect((await runtime.findings()).map(({ name }) => name)).not.toContain('File watchers');
  await runtime.close();
});

/** One whose containers may not write the host's settings. */
class Barring extends Engine {
  override createContainer(name: string, body: Record<string, unknown>): Promise<string> {
    const { ReadonlyPaths, ...host } = body.HostConfig as Record<string, unknown>;
    expect(ReadonlyPaths).toEqual([]);
    return super.createContainer(name, { ...body, HostConfig: host });
  }
}

test('limits that cannot be raised are read, with the reason', async () => {
  const { instances, watches } = await raiseWatchLimits(engine, instance, image, NOTHING);
  const more = { instances: instances + 1, watches };
  expect(await raiseWatchLimits(new Barring(), instance, image, more)).toEqual({
    ...{ instances, watches },
    why: expect.stringMatching(/max_user_instances: Read-only file system$/),
  });
});

/** After a try that came to this. */
async function tried(outcome: Raised | Error) {
  const warned: string[] = [];
  const watchers = new FileWatchers({
    raise: async () => {
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    warn: (_details, message) => warned.push(message),
  });
  expect(watchers.findings()).toEqual([]);
  await watchers.raise();
  return { watchers, warned, finding: watchers.findings()[0] };
}
const host = (instances: number, why = ''): Raised => ({ instances, watches: 2 ** 20, why });
const REMEDY =
  'Run "sysctl -w fs.inotify.max_user_instances=8192" on the engine\'s host, and write "fs.inotify.max_user_instances = 8192" to /etc/sysctl.d/60-sandlot.conf there to keep it.';

test('a host with a low limit is told of, with what would help', async () => {
  const { finding, warned } = await tried(host(128, 'Read-only file system'));
  expect(finding).toEqual({
    ...{ name: 'File watchers', ok: false, remedy: REMEDY },
    reason:
      'fs.inotify.max_user_instances is 128: all clusters on the host share it, and each takes some 30. Raising it failed: Read-only file system',
  });
  expect(warned).toHaveLength(1);
  expect((await tried(host(1023, 'no'))).finding?.ok).toBe(false);
});

test('enough is enough, raised by us or not', async () => {
  const raised = await tried(host(8192));
  expect(raised).toMatchObject({ finding: { ok: true, remedy: '' }, warned: [] });
  expect((await tried(host(1024, 'no'))).finding?.ok).toBe(true);
});

test('where it cannot even be read that is told, and nothing is refused', async () => {
  const { watchers, finding, warned } = await tried(new Error('no such runtime'));
  expect(finding).toMatchObject({ ok: false, remedy: REMEDY });
  expect(finding?.reason).toMatch(/could not be read.*failed: no such runtime$/);
  expect(warned).toHaveLength(1);
  expect(watchers.refusal([{ kubernetes: 'two-nodes' }])).toBeNull();
});

test.each<[Kubernetes[], needed: number]>([
  [['one-node'], 62],
  [['two-nodes'], 77],
  [['one-node', 'none', 'two-nodes'], 107],
])('machines with %j need a limit of %i', async (kinds, needed) => {
  const machines = kinds.map((kubernetes) => ({ kubernetes }));
  expect((await tried(host(needed))).watchers.refusal(machines)).toBeNull();
  expect((await tried(host(needed - 1, 'no'))).watchers.refusal(machines)).toEqual({
    reason: `Its cluster watches many files. With what the host itself watches that takes ${needed} inotify instances, and the host allows ${needed - 1} (fs.inotify.max_user_instances).`,
    remedy: `An admin runs "sysctl -w fs.inotify.max_user_instances=8192" on the engine's host, then starts Sandlot again.`,
  });
});

test('machines without a cluster on arrival are not refused', async () => {
  const { watchers } = await tried(host(1, 'no'));
  expect(watchers.refusal([{ kubernetes: 'none' }, { kubernetes: 'tools' }])).toBeNull();
});
