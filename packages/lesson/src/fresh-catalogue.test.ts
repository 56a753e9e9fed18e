import { appendFile, cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CatalogueChange, FreshCatalogue } from './fresh-catalogue.ts';

let root: string;
let fresh: FreshCatalogue | null = null;
const lesson = (slug: string, file: string) => path.join(root, 'courses/shop', slug, file);
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'sandlot-fresh-'));
  await cp(path.join(import.meta.dirname, '../fixtures/sound'), root, { recursive: true });
});
afterEach(async () => {
  await fresh?.close();
  await rm(root, { recursive: true });
});

/** Opens the catalogue, and tells of the first change that `wanted` takes. */
async function follow(poll = false) {
  const opened = await FreshCatalogue.open(root, { poll });
  fresh = opened;
  const change = (wanted: (change: CatalogueChange) => boolean) =>
    new Promise<CatalogueChange>((resolve) => {
      const end = opened.onChange((found) => {
        if (!wanted(found)) return;
        end();
        resolve(found);
      });
    });
  return { opened, change };
}

test.each([false, true])('a saved lesson alone is read again (polling: %s)', async (poll) => {
  const { opened, change } = await follow(poll);
  const before = opened.current;
  const saved = change(({ lessons }) => lessons.includes('shop/open'));
  await appendFile(lesson('open', 'checks/door.sh'), '# more\n');
  expect((await saved).lessons).toEqual(['shop/open']);
  expect(opened.current.lessons.get('shop/open')).not.toBe(before.lessons.get('shop/open'));
  expect(opened.current.lessons.get('shop/close')).toBe(before.lessons.get('shop/close'));
});

test('a changed playground reads its lessons again', async () => {
  const { change } = await follow();
  const saved = change(({ lessons }) => lessons.length > 0);
  const file = path.join(root, 'playgrounds/pair.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('pids: 100', 'pids: 101'));
  expect((await saved).lessons).toEqual(['shop/open', 'shop/close']);
});

test('a lesson that breaks goes with its problem, and comes back when it is mended', async () => {
  const { change } = await follow();
  const sound = await readFile(lesson('open', 'lesson.md'), 'utf8');
  const broken = change(({ catalogue }) => catalogue.problems.length > 0);
  await writeFile(lesson('open', 'lesson.md'), sound.replace(':::task', ':::tusk'));
  expect([...(await broken).catalogue.lessons.keys()]).toEqual(['shop/close']);
  const mended = change(({ catalogue }) => catalogue.lessons.has('shop/open'));
  await writeFile(lesson('open', 'lesson.md'), sound);
  expect((await mended).catalogue.problems).toEqual([]);
});

test('an editor that writes beside and renames is followed', async () => {
  const { change } = await follow();
  const saved = change(({ lessons }) => lessons.includes('shop/close'));
  const text = await readFile(lesson('close', 'lesson.md'), 'utf8');
  await writeFile(lesson('close', '.lesson.md.new'), `${text}\nMore.\n`);
  await rename(lesson('close', '.lesson.md.new'), lesson('close', 'lesson.md'));
  expect((await saved).lessons).toEqual(['shop/close']);
});

test('a project without folders is followed by looking', async () => {
  await rm(path.join(root, 'courses'), { recursive: true });
  await rm(path.join(root, 'playgrounds'), { recursive: true });
  const { opened, change } = await follow();
  expect(opened.current.lessons.size).toBe(0);
  const made = change(({ lessons }) => lessons.length === 2);
  await cp(path.join(import.meta.dirname, '../fixtures/sound'), root, { recursive: true });
  expect((await made).catalogue.courses).toHaveLength(1);
});
