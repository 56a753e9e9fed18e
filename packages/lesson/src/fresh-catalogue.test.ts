import {
  appendFile,
  cp,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
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

/** A mistake that only a whole reading finds, and that was saved an hour ago. */
async function breakFurtherDown(): Promise<void> {
  const file = lesson('open', 'lesson.md');
  await appendFile(file, '\n:::tusk{#x title="X"}\n:::\n');
  await leaveAlone('open');
}

/** As if nobody had written the lesson for an hour. */
async function leaveAlone(slug: string): Promise<void> {
  const anHourAgo = Date.now() / 1000 - 3600;
  for (const name of await readdir(lesson(slug, ''), { recursive: true }))
    await utimes(lesson(slug, name), anHourAgo, anHourAgo);
  await utimes(lesson(slug, ''), anHourAgo, anHourAgo);
}

/** All at once: on a busy host a file that is opened and then written may stay empty for long. */
async function save(file: string, text: string): Promise<void> {
  const beside = path.join(root, 'beside');
  await writeFile(beside, text);
  await rename(beside, file);
}

/** Opens the catalogue, and tells of the first change that `wanted` takes. */
async function follow(poll = false, options = {}) {
  const opened = await FreshCatalogue.open(root, { poll, ...options });
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
  await save(file, (await readFile(file, 'utf8')).replace('pids: 100', 'pids: 101'));
  expect((await saved).lessons).toEqual(['shop/open', 'shop/close']);
});

test("a course's changed functions read its lessons again", async () => {
  const { opened, change } = await follow();
  const before = opened.current.lessons.get('shop/close');
  const saved = change(({ lessons }) => lessons.length > 0);
  await save(path.join(root, 'courses/shop/functions.sh'), 'shop() { :; }\n');
  expect((await saved).lessons.toSorted()).toEqual(['shop/close', 'shop/open']);
  expect(before).toMatchObject({ tasks: [{ functions: [] }] });
  const after = opened.current.lessons.get('shop/close');
  expect(after).toMatchObject({ tasks: [{ functions: [{ file: 'courses/shop/functions.sh' }] }] });
});

test('a lesson that breaks goes with its problem, and comes back when it is mended', async () => {
  const { change } = await follow();
  const sound = await readFile(lesson('open', 'lesson.md'), 'utf8');
  const broken = change(({ catalogue }) => catalogue.problems.length > 0);
  await save(lesson('open', 'lesson.md'), sound.replace(':::task', ':::tusk'));
  expect([...(await broken).catalogue.lessons.keys()]).toEqual(['shop/close']);
  const mended = change(({ catalogue }) => catalogue.lessons.has('shop/open'));
  await save(lesson('open', 'lesson.md'), sound);
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

test('a lesson is read whole when it is asked for, and then kept', async () => {
  const { opened } = await follow();
  await opened.close(); // From here on nobody hears of changes, so what is read later shows when it was read.
  await appendFile(lesson('close', 'checks/lock.sh'), '# late\n');
  const whole = opened.current.lessons.get('shop/close');
  expect(JSON.stringify(whole)).toContain('# late');
  await appendFile(lesson('close', 'checks/lock.sh'), '# too late\n');
  expect(opened.current.lessons.get('shop/close')).toBe(whole);
});

test('lists show a lesson whose mistakes nobody has found yet; the proof-reading finds them, and says so', async () => {
  await breakFurtherDown();
  const { opened, change } = await follow();
  expect(opened.current.problems).toEqual([]);
  expect(opened.current.heads.get('shop/open')).toMatchObject({ title: 'Open the door' });
  const found = change(({ lessons }) => lessons.includes('shop/open'));
  await opened.proven;
  const { catalogue, lessons } = await found;
  expect(lessons).toEqual(['shop/open']);
  expect(catalogue.problems).toMatchObject([{ message: 'Unknown directive `:::tusk`' }]);
  expect([...catalogue.heads.keys()]).toEqual(['shop/close']);
  expect(catalogue.courses[0]?.lessons).toEqual(['close']);
});

test('a broken lesson that is asked for before that is absent, and its problems are there at once', async () => {
  await breakFurtherDown();
  const { opened, change } = await follow();
  const found = change(({ lessons }) => lessons.includes('shop/open'));
  const { lessons } = opened.current;
  expect(lessons.has('shop/open')).toBe(true);
  expect(lessons.get('shop/open')).toBeUndefined();
  expect(lessons.has('shop/open')).toBe(false);
  expect(opened.current.problems).toMatchObject([{ file: 'courses/shop/open/lesson.md' }]);
  expect((await found).catalogue).toBe(opened.current);
});

test('a lesson that nobody has opened is told of when it changes, and shown as it is now', async () => {
  const { opened, change } = await follow();
  const saved = change(({ lessons }) => lessons.includes('shop/close'));
  const file = lesson('close', 'lesson.md');
  await save(file, (await readFile(file, 'utf8')).replace(/^title: .*$/m, 'title: Another'));
  expect((await saved).lessons).toEqual(['shop/close']);
  expect(opened.current.heads.get('shop/close')?.title).toBe('Another');
});

test('a file that the disk does not give costs its lesson alone, for as long as that lasts', async () => {
  const errors: unknown[] = [];
  fresh = await FreshCatalogue.open(root, { failed: (error) => errors.push(error) });
  await fresh.close();
  const file = lesson('close', 'checks/lock.sh');
  const away = path.join(root, 'lock.sh');
  await rename(file, away);
  await symlink('lock.sh', file); // A link to itself can't be followed.
  const { lessons } = fresh.current;
  expect(lessons.get('shop/close')).toBeUndefined();
  expect(errors).toMatchObject([{ code: 'ELOOP' }]);
  expect(lessons.get('shop/open')).toBeDefined();
  await rename(away, file);
  expect(lessons.get('shop/close')).toBeDefined();
});

/** A clock that stands still but for waiting; whatever `write` writes is new by it. */
function stillClock(whileWaiting: (waits: number) => Promise<void> = async () => {}) {
  let nowMs = Date.now();
  let waits = 0;
  const wait = async (ms: number) => {
    nowMs += ms;
    await whileWaiting(++waits);
  };
  const write = async (file: string, text: string) => {
    // Beside, and put in its place, so that nobody sees it with the time that it really has.
    const beside = path.join(root, 'beside');
    await writeFile(beside, text);
    await utimes(beside, new Date(nowMs), new Date(nowMs));
    await rename(beside, file);
  };
  return { clock: { now: () => nowMs, wait }, write };
}
const withTitle = (text: string, title: string) => text.replace(/^title: .*$/m, `title: ${title}`);

test('a lesson that is being saved is read when it is whole', async () => {
  const file = lesson('close', 'lesson.md');
  const whole = withTitle(await readFile(file, 'utf8'), 'Another');
  const { clock, write } = stillClock((waits) => (waits === 1 ? write(file, whole) : Promise.resolve()));
  const { opened, change } = await follow(false, { clock });
  const told: CatalogueChange[] = [];
  opened.onChange((found) => told.push(found));
  const saved = change(({ lessons }) => lessons.includes('shop/close'));
  await write(file, whole.slice(0, 10));
  await saved;
  expect(told.flatMap(({ catalogue }) => catalogue.problems)).toEqual([]);
  expect(opened.current.heads.get('shop/close')?.title).toBe('Another');
});

test('a lesson that is written again and again is read within a second', async () => {
  const file = lesson('close', 'lesson.md');
  const text = await readFile(file, 'utf8');
  const { clock, write } = stillClock((waits) => write(file, withTitle(text, `Number ${waits}`)));
  const { change } = await follow(false, { clock });
  const read = change(({ lessons }) => lessons.includes('shop/close'));
  await write(file, withTitle(text, 'Number 0'));
  // Waits of 100 ms; the first one may be shorter, for the folder was written a moment before.
  expect((await read).catalogue.heads.get('shop/close')?.title).toMatch(/^Number 1[01]$/);
});

test('a lesson that is asked for while it is being saved is absent for this once, and nobody is told', async () => {
  const { clock, write } = stillClock();
  const { opened } = await follow(false, { clock });
  await opened.close(); // From here on nobody hears of changes: it is read because it is asked for.
  const { lessons } = opened.current;
  const file = lesson('close', 'checks/lock.sh');
  const whole = await readFile(file, 'utf8');
  await write(file, '');
  expect(lessons.get('shop/close')).toBeUndefined();
  expect(lessons.has('shop/close')).toBe(true);
  expect(opened.current.problems).toEqual([]);
  await write(file, whole);
  expect(lessons.get('shop/close')?.slug).toBe('close');
});
