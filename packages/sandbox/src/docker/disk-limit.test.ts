/** The limit on what may be written where machines are watched, biting on a real engine: on a plain machine, and on the volume of an engine inside. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useBench } from '../contract/bench.ts';
import { until } from '../contract/typed-terminal.ts';
import type { RuntimeEvent } from '../runtime.ts';
import { DOCKER, useDocker } from './test-docker.ts';

const MB = 2 ** 20;
/** Sizes are asked for when the disk has filled, and every minute should another have freed as much meanwhile. */
const TOLD_WITHIN_MS = 90_000;
const bench = useBench(useDocker({ trust: 'personal', storageLimit: false }), DOCKER);
const events: RuntimeEvent[] = [];
let stop: () => void;
beforeEach(() => {
  events.length = 0;
  stop = bench.runtime.onEvent((event) => events.push(event));
});
afterEach(() => stop());

const run = (id: string, script: string, user = 'student') =>
  bench.runtime.run(id, 'box', { script, timeoutMs: 30_000, user });
const told = (id: string) => events.find((event) => event.type === 'stopped' && event.sandboxId === id);

test('a plain machine over its disk is ended and told so, its neighbour is not, and a reset helps', {
  timeout: 180_000,
}, async () => {
  const [greedy, modest] = [
    bench.spec(['box'], { diskBytes: 64 * MB }),
    bench.spec(['box'], { diskBytes: 512 * MB }),
  ];
  for (const spec of [greedy, modest]) await bench.runtime.create(spec, () => {});
  await run(modest.id, 'head -c 100M /dev/zero >~/some');
  await run(greedy.id, 'head -c 200M /dev/zero >~/much').catch(() => {}); // it may end while it writes
  await until('it is told', async () => told(greedy.id) !== undefined, TOLD_WITHIN_MS);
  expect(told(greedy.id)).toMatchObject({
    machine: 'box',
    message: expect.stringMatching(
      /^Machine box was ended because [\d.]+ MB were written on it, and its disk has 64 MB\. Reset gives a clean one\.$/,
    ),
  });
  expect(told(modest.id)).toBeUndefined();
  await bench.runtime.reset(greedy.id, 'box');
  expect((await run(greedy.id, 'ls ~')).output).toBe('');
  expect((await run(modest.id, 'ls ~')).output).toBe('some\n');
});

test('what containers of a machine write counts, too', { timeout: 300_000 }, async () => {
  await bench.runtime.ensureImage('docker', () => {});
  const needs = { image: 'docker', needs: ['engine' as const], memoryBytes: 768 * MB, pids: 1024 };
  const spec = bench.spec(['box'], { ...needs, diskBytes: 96 * MB });
  await bench.runtime.prepare(spec.machines);
  await bench.runtime.create(spec, () => {});
  await run(spec.id, 'docker-engine answers 30', 'root');
  const write = 'docker run --rm box:1 sh -c "head -c 300000000 /dev/zero >/much; sleep 20"';
  await run(spec.id, write).catch(() => {});
  await until('it is told', async () => told(spec.id) !== undefined, TOLD_WITHIN_MS);
  expect(told(spec.id)).toMatchObject({
    message: expect.stringMatching(/were written on it, and its disk has 96 MB/),
  });
});
