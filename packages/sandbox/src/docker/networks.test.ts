/** The pool of networks on a real engine. */
import { expect, test } from 'vitest';
import { freshId, useBench } from '../contract/bench.ts';
import { Engine } from './engine.ts';
import { LABEL } from './labels.ts';
import { createPrivateNetwork } from './networks.ts';
import { readPool } from './subnets.ts';
import { DOCKER, useDocker } from './test-docker.ts';

/** Two networks, of a range that the default pool does not have. */
const networkPool = '10.214.77.0/27';
const bench = useBench(useDocker({ networkPool }), DOCKER);

test('a full pool is no room, names the pool, leaves nothing, and has room again later', async () => {
  const first = await bench.sandbox();
  const second = await bench.sandbox();
  const third = bench.spec();
  await expect(bench.runtime.create(third, () => {})).rejects.toMatchObject({
    code: 'room',
    message: expect.stringMatching(/all 2 of the pool 10\.214\.77\.0\/27 are in use\. End some sandboxes/),
  });
  expect((await bench.runtime.list()).map(({ id }) => id)).not.toContain(third.id);
  await bench.runtime.remove(first);
  await bench.runtime.create(third, () => {});
  await bench.runtime.remove(second);
});

test('networks that are made at once get ranges of their own', async () => {
  const engine = new Engine();
  const pool = readPool('10.214.78.0/25');
  const instance = freshId('t');
  const made = await Promise.all(
    Array.from({ length: pool.size }, (_, i) =>
      createPrivateNetwork(engine, pool, '1.41', {
        name: `sandlot-${instance}-${i}`,
        labels: { [LABEL.instance]: instance },
        open: false,
      }),
    ),
  );
  const { length } = await engine.networks({ [LABEL.instance]: instance });
  await Promise.all(made.map(({ id }) => engine.removeNetwork(id)));
  expect(new Set(made.map(({ subnet }) => subnet)).size).toBe(pool.size);
  expect(length).toBe(pool.size);
});

test('a network without machines is listed, so that it can be removed', async () => {
  const engine = new Engine();
  const spec = bench.spec();
  await bench.runtime.create(spec, () => {});
  const labels = { [LABEL.instance]: bench.instance, [LABEL.sandbox]: spec.id };
  for (const { id } of await engine.containers(labels)) await engine.removeContainer(id);
  const found = (await bench.runtime.list()).find(({ id }) => id === spec.id);
  expect(found).toMatchObject({ userId: spec.userId, expected: ['box'], machines: [] });
  await bench.runtime.remove(spec.id);
  expect(await engine.networks(labels)).toEqual([]);
});

test('a sandbox of an id that is taken is refused, and the first one stays', async () => {
  const spec = bench.spec();
  await bench.runtime.create(spec, () => {});
  await expect(bench.runtime.create(spec, () => {})).rejects.toThrow(/already exists/);
  expect((await bench.runtime.run(spec.id, 'box', { script: 'true', timeoutMs: 20_000 })).exitCode).toBe(0);
  await bench.runtime.remove(spec.id);
});

test('more machines than a network holds cannot run', async () => {
  const spec = bench.spec(
    Array.from({ length: 14 }, (_, i) => `m${i}`),
    { memoryBytes: 2 ** 24 },
  );
  expect(bench.runtime.cannotRun(spec.machines)).toEqual({
    reason: '14 machines are more than the 13 that fit in one private network.',
    remedy: 'Split the playground in two.',
  });
  await expect(bench.runtime.create(spec, () => {})).rejects.toMatchObject({ code: 'unsupported' });
});

test('machines that need more memory than the host has cannot run', () => {
  const { machines } = bench.spec(['box'], { memoryBytes: 2 ** 50 });
  expect(bench.runtime.cannotRun(machines)?.reason).toMatch(/may use 1024 TB of memory, and the host has \d/);
});
