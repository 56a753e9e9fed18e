/** The engine's own limit on what a machine writes, biting on an engine that has one; and who has none is watched. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshId, useBench } from '../contract/bench.ts';
import type { RuntimeEvent } from '../runtime.ts';
import { BtrfsEngine } from './btrfs-engine.ts';
import { createDockerRuntime } from './docker-runtime.ts';
import { Engine } from './engine.ts';
import { imageTag } from './image-folder.ts';
import { Images } from './images.ts';
import { LABEL } from './labels.ts';
import { StorageLimit } from './storage-limit.ts';
import { DOCKER, imagesDir } from './test-docker.ts';

const MB = 2 ** 20;
const first = new Engine();
let second: BtrfsEngine;

// Around the bench's own: its runtime finds the engine, and has it until the end.
afterAll(() => second?.stop());
beforeAll(async () => {
  const images = new Images(first, imagesDir);
  for (const image of ['linux', 'docker']) await images.ensure(image, () => {});
  const labels = { [LABEL.instance]: freshId('t') };
  second = await BtrfsEngine.start(first, await imageTag(imagesDir, 'docker'), labels);
  await second.bring(await imageTag(imagesDir, 'linux'));
}, 600_000);
const bench = useBench((instance) => createDockerRuntime({ instance, imagesDir, host: second.host }), {
  ...DOCKER,
  capabilities: { ...DOCKER.capabilities, durable: false },
});

const run = (id: string, script: string) =>
  bench.runtime.run(id, 'box', { script, timeoutMs: 60_000, user: 'student' });
const WRITE = 'head -c 120M /dev/urandom >~/much; echo "exit $?"; stat -c %s ~/much';
const sizeOf = (output: string) => Number(/(\d+)\n$/.exec(output)?.[1]);

test('a machine writes up to its disk and no further, runs on, and has the limit after a reset', {
  timeout: 180_000,
}, async () => {
  const events: RuntimeEvent[] = [];
  const stop = bench.runtime.onEvent((event) => event.type === 'stopped' && events.push(event));
  const [small, large] = [
    bench.spec(['box'], { diskBytes: 64 * MB }),
    bench.spec(['box'], { diskBytes: 512 * MB }),
  ];
  for (const spec of [small, large]) await bench.runtime.create(spec, () => {});
  const { output } = await run(small.id, WRITE);
  expect(output).toMatch(/quota exceeded|no space left/i);
  expect(output).toMatch(/exit 1\n/);
  expect(sizeOf(output)).toBeGreaterThan(48 * MB);
  expect(sizeOf(output)).toBeLessThan(112 * MB);
  expect((await run(small.id, 'rm ~/much && echo again >~/some && cat ~/some')).output).toBe('again\n');
  expect((await run(large.id, WRITE)).output).toBe(`exit 0\n${120 * MB}\n`);
  await bench.runtime.reset(small.id, 'box');
  expect((await run(small.id, WRITE)).output).toMatch(/exit 1\n/);
  expect(events).toEqual([]);
  stop();
});

test('such a machine is not watched, and the doctor names the means', async () => {
  const id = await bench.sandbox();
  const [container] = await new Engine(second.host).containers({ [LABEL.sandbox]: id });
  expect(container?.labels[LABEL.disk]).toBe('engine');
  expect((await bench.runtime.findings()).find(({ name }) => name === 'Disk limits')).toEqual({
    ...{ name: 'Disk limits', ok: true, remedy: '' },
    reason:
      "The engine's storage (btrfs) lets no machine write more than its disk; engines inside are watched",
  });
});

/** The first engine, as one that answers a create with a storage limit so. */
class Answering extends Engine {
  readonly #answer: 'refuses' | 'forgets' | 'fails';
  constructor(answer: 'refuses' | 'forgets' | 'fails') {
    super();
    this.#answer = answer;
  }
  override createContainer(name: string, body: Record<string, unknown>): Promise<string> {
    const { StorageOpt, ...host } = body.HostConfig as Record<string, unknown>;
    expect(StorageOpt).toEqual({ size: String(16 * MB) });
    if (this.#answer === 'refuses') throw new Error('--storage-opt is supported only for overlay over xfs');
    if (this.#answer === 'fails') throw new Error('no answer');
    return super.createContainer(name, { ...body, HostConfig: host });
  }
}
const limitOf = (answer: 'refuses' | 'forgets' | 'fails') => {
  const engine = new Answering(answer);
  return new StorageLimit({ engine, instance: bench.instance, info: () => engine.info() });
};

test.each([
  ['refuses', '--storage-opt is supported only for overlay over xfs'],
  ['forgets', 'the engine takes one and does not keep to it'],
  ['fails', 'no answer'],
] as const)('an engine that %s it sets no limit, and machines are watched', async (answer, why) => {
  const image = await imageTag(imagesDir, 'linux');
  const limit = limitOf(answer);
  expect(await limit.options(image, MB)).toBeNull();
  expect((await limit.finding(image)).reason).toMatch(
    new RegExp(
      `^Machines are watched, and one that wrote more than its disk is ended; .* sets no limit: ${why}$`,
    ),
  );
  expect((await first.containers({ [LABEL.instance]: bench.instance })).length).toBe(0);
});

test('without an image to try it with, it says so', async () => {
  expect((await limitOf('fails').finding(null)).reason).toMatch(/not tried, since no image is built yet$/);
});
