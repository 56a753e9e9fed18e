/** The pool on real machines, those without an engine: they are quick to make. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Catalogue, loadCatalogue } from '@sandlot/lesson';
import { pickRuntime, type SandboxRuntime, sshKeysOf } from '@sandlot/sandbox';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WarmPool } from './warm-pool.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'sandlot-pool-'));
const world = { freeBytes: 2 ** 40, room: 100, nowMs: 0, wanted: 2, imageVersion: '1' };
let catalogue: Catalogue;
let runtime: SandboxRuntime;
let pool: WarmPool;
const box = () => {
  const playground = catalogue.playgrounds.get('box');
  if (!playground) throw new Error('no playground box');
  return playground;
};
const alive = async () => (await runtime.list()).map(({ id }) => id).toSorted();

beforeEach(async () => {
  Object.assign(world, { freeBytes: 2 ** 40, room: 100, nowMs: 0, wanted: 2, imageVersion: '1' });
  catalogue = await loadCatalogue(path.resolve(import.meta.dirname, '../../fixtures'));
  const picked = await pickRuntime({ choice: 'process', instance: 'pooltest', dataDir, imagesDir: '' });
  // What an image is made of cannot be changed where there are none.
  runtime = Object.assign(Object.create(picked.runtime), {
    engineUp: true,
    imageVersion: async () => world.imageVersion,
    ...Object.fromEntries(
      (
        [
          'cannotRun',
          'create',
          'remove',
          'list',
          'ensureImage',
          'addresses',
          'run',
          'putFiles',
          'onEvent',
          'close',
        ] as const
      ).map((name) => [name, (picked.runtime[name] as (...args: never[]) => unknown).bind(picked.runtime)]),
    ),
  });
  await picked.runtime.start();
  pool = new WarmPool({
    ...{
      runtime,
      playgrounds: () => catalogue.playgrounds,
      sshKeys: (id) => sshKeysOf(Buffer.alloc(32), id),
    },
    ...{ now: () => world.nowMs, log: pino({ level: 'silent' }) },
    canRun: ({ machines }) => runtime.cannotRun(machines) === null,
    sizes: (name) => (name === 'box' ? world.wanted : 0),
    freeBytes: () => world.freeBytes,
    reserveBytes: 2 ** 30,
    hasRoom: (pooled) => pooled < world.room,
  });
});
afterEach(async () => {
  await pool.close();
  for (const id of await alive()) await runtime.remove(id);
  await runtime.close();
});
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));

test('it is filled, each is handed out once, and what was handed out is replaced', async () => {
  await pool.settle();
  expect(pool.counts()).toEqual([{ playground: 'box', ready: 2, wanted: 2 }]);
  const both = await alive();
  expect(both.every((id) => pool.has(id))).toBe(true);
  const taken = [pool.take(box()), pool.take(box()), pool.take(box())];
  expect(
    taken
      .map((one) => one?.id)
      .slice(0, 2)
      .toSorted(),
  ).toEqual(both);
  expect(taken[2]).toBeNull();
  expect(both.some((id) => pool.has(id))).toBe(false);
  expect(await taken[0]?.fresh()).toBe(true);
  await pool.settle();
  expect(await alive()).toHaveLength(4);
});

test('a playground that changes drains it', async () => {
  await pool.settle();
  const before = await alive();
  catalogue = { ...catalogue, playgrounds: new Map([['box', { ...box(), init: { box: 'true' } }]]) };
  expect(pool.take(box())).toBeNull();
  await pool.settle();
  const after = await alive();
  expect(after).toHaveLength(2);
  expect(after.some((id) => before.includes(id))).toBe(false);
});

test('an image that changes drains it, and what was taken just before is known as stale', async () => {
  await pool.settle();
  const before = await alive();
  world.imageVersion = '2';
  expect(await pool.take(box())?.fresh()).toBe(false);
  await pool.settle();
  expect((await alive()).filter((id) => before.includes(id))).toHaveLength(1); // the taken one
});

test('a playground that is gone, and a smaller size, drain it', async () => {
  await pool.settle();
  world.wanted = 1;
  await pool.settle();
  expect(await alive()).toHaveLength(1);
  catalogue = { ...catalogue, playgrounds: new Map() };
  await pool.settle();
  expect(await alive()).toEqual([]);
});

test('short of memory it shrinks, and makes none; without room neither', async () => {
  world.freeBytes = 2 ** 30 + 1;
  await pool.settle();
  expect(await alive()).toEqual([]);
  world.freeBytes = 2 ** 40;
  world.room = 1;
  await pool.settle();
  expect(await alive()).toHaveLength(1);
  world.freeBytes = 2 ** 30 - 1;
  await pool.settle();
  expect(await alive()).toEqual([]);
});

test('after a failure it waits, longer each time', async () => {
  const broken = { ...box(), init: { box: 'exit 3' } };
  catalogue = { ...catalogue, playgrounds: new Map([['box', broken]]) };
  await pool.settle();
  expect(await alive()).toEqual([]);
  catalogue = { ...catalogue, playgrounds: new Map([['box', { ...broken, init: {} }]]) };
  world.nowMs = 4_999;
  await pool.settle();
  expect(await alive()).toEqual([]);
  world.nowMs = 5_000;
  await pool.settle();
  expect(await alive()).toHaveLength(2);
});

test('closing leaves nothing', async () => {
  await pool.settle();
  await pool.close();
  expect(await alive()).toEqual([]);
});
