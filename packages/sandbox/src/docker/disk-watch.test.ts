import { expect, test } from 'vitest';
import { DiskWatch } from './disk-watch.ts';
import type { MachineContainer } from './labels.ts';

const GB = 2 ** 30;
const machine = (id: string) => ({ id, spec: { name: id, diskBytes: GB } }) as unknown as MachineContainer;

function scene() {
  const world = { nowMs: 0, free: (100 * GB) as number | null, sizes: new Map<string, number>(), asked: 0 };
  const ended: string[] = [];
  const warnings: string[] = [];
  const watch = new DiskWatch({
    machines: async () => [machine('a'), machine('b')],
    async sizes() {
      world.asked += 1;
      return world.sizes;
    },
    freeBytes: async () => world.free,
    async end({ id }, message) {
      ended.push(`${id}: ${message}`);
    },
    now: () => world.nowMs,
    warn: (_details, message) => warnings.push(message),
  });
  return { watch, world, ended, warnings };
}

test('who is over the limit is ended, and told what was written and what is allowed', async () => {
  const { watch, world, ended } = scene();
  world.sizes = new Map([
    ['a', GB],
    ['b', 1.5 * GB],
  ]);
  await watch.look();
  expect(ended).toEqual([
    'b: Machine b was ended because 1.5 GB were written on it, and its disk has 1 GB. Reset gives a clean one.',
  ]);
});

test('sizes are asked for when the disk has lost space, and else once a minute', async () => {
  const { watch, world } = scene();
  await watch.look();
  await watch.look();
  expect(world.asked).toBe(1);
  world.free = 101 * GB; // somebody else gave some back
  await watch.look();
  world.free = 101 * GB - 64 * 2 ** 20;
  await watch.look();
  expect(world.asked).toBe(2);
  world.nowMs = 60_000;
  await watch.look();
  expect(world.asked).toBe(3);
});

test('an engine elsewhere shows no disk: once a minute', async () => {
  const { watch, world } = scene();
  world.free = null;
  await watch.look();
  await watch.look();
  expect(world.asked).toBe(1);
  world.nowMs = 60_000;
  await watch.look();
  expect(world.asked).toBe(2);
});

test('an engine that does not answer is a warning, and the next look comes', async () => {
  const { watch, world, warnings } = scene();
  Object.defineProperty(world, 'sizes', {
    get: () => {
      throw new Error('no engine');
    },
  });
  await watch.look();
  expect(warnings).toEqual(['cannot tell what machines have written']);
});
