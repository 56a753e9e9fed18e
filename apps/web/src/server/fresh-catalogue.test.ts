import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Catalogue } from '@sandlot/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FreshCatalogue } from './fresh-catalogue.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'sandlot-catalogue-'));
  await mkdir(path.join(root, 'courses/a'), { recursive: true });
  await writeFile(path.join(root, 'courses/a/lesson.md'), 'one');
});
afterEach(() => rm(root, { recursive: true }));

function catalogueOf(clock: { now: number }) {
  let loads = 0;
  const load = async (): Promise<Catalogue> => {
    loads += 1;
    return { courses: [], lessons: new Map(), playgrounds: new Map(), problems: [] };
  };
  const fresh = new FreshCatalogue({ root, folders: ['courses', 'playgrounds'], load, now: () => clock.now });
  return { fresh, loads: () => loads };
}

test('askers at the same time share one load', async () => {
  const { fresh, loads } = catalogueOf({ now: 0 });
  const [a, b] = await Promise.all([fresh.get(), fresh.get()]);
  expect(a).toBe(b);
  expect(loads()).toBe(1);
});

test('a changed file is seen, at most a second later', async () => {
  const clock = { now: 0 };
  const { fresh, loads } = catalogueOf(clock);
  await fresh.get();
  await writeFile(path.join(root, 'courses/a/lesson.md'), 'two, and longer');
  clock.now = 999;
  await fresh.get();
  expect(loads()).toBe(1);
  clock.now = 1000;
  await fresh.get();
  expect(loads()).toBe(2);
});

test('without a change nothing is loaded again, and a new file is a change', async () => {
  const clock = { now: 0 };
  const { fresh, loads } = catalogueOf(clock);
  await fresh.get();
  clock.now = 5000;
  await fresh.get();
  expect(loads()).toBe(1);
  await writeFile(path.join(root, 'courses/a/more.md'), 'x');
  clock.now = 10_000;
  await fresh.get();
  expect(loads()).toBe(2);
});
