import { appendFile, cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadCatalogue } from './load-catalogue.ts';
import { FILES_LIMIT_BYTES } from './read-lesson-folder.ts';
import type { Catalogue } from './types.ts';

const fixtures = path.join(import.meta.dirname, '../fixtures');
const faults = await readdir(path.join(fixtures, 'faults'));
const made: string[] = [];
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true });
});

/** The sound project, with the files of a fault laid over it. */
async function project(fault?: string): Promise<string> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'sandlot-lesson-'));
  made.push(root);
  await cp(path.join(fixtures, 'sound'), root, { recursive: true });
  if (fault) await cp(path.join(fixtures, 'faults', fault), root, { recursive: true });
  return root;
}

/** As fixtures/faults/NAME/expected.txt has it: the lessons that loaded, then a line for each problem. */
function report({ lessons, problems }: Catalogue): string {
  const lines = problems.map((p) => `${p.file}:${p.line}:${p.column} ${p.message} | ${p.remedy}`);
  return `${[`loaded: ${[...lessons.keys()].join(' ')}`, ...lines].join('\n')}\n`;
}

test.each(faults)('says what is wrong, where, and what would be right: %s', async (fault) => {
  const found = report(await loadCatalogue(await project(fault), { highlight: false }));
  expect(found).toBe(await readFile(path.join(fixtures, 'faults', fault, 'expected.txt'), 'utf8'));
});

test('a sound project loads whole, in the order of course.yaml', async () => {
  const catalogue = await loadCatalogue(await project());
  expect(catalogue.problems).toEqual([]);
  expect(catalogue.courses).toEqual([
    { slug: 'shop', title: 'A shop', summary: 'Two small lessons.', lessons: ['open', 'close'] },
  ]);
  expect([...catalogue.lessons.keys()]).toEqual(['shop/open', 'shop/close']);
  expect(catalogue.lessons.get('shop/open')).toMatchObject({
    course: 'shop',
    slug: 'open',
    title: 'Open the door',
    level: 'beginner',
    minutes: 5,
    playground: 'pair',
    init: { m1: '# init of m1\n' },
  });
});

test('a wrong attempt goes to the longest id that fits, and loses its carriage returns', async () => {
  const lesson = (await loadCatalogue(await project())).lessons.get('shop/open');
  expect(lesson?.tasks.map((task) => [task.id, 'wrong' in task && task.wrong])).toEqual([
    ['door', { shut: '# wrong: shut\n' }],
    ['door-bell', { broken: '# wrong: broken\n# platform: reset m2\n' }],
  ]);
});

test('a task has its machine and time limit, or those of the playground and the format', async () => {
  const lesson = (await loadCatalogue(await project())).lessons.get('shop/open');
  expect(lesson?.tasks.map((task) => task.kind === 'check' && [task.machine, task.checkTimeoutMs])).toEqual([
    ['m2', 3000],
    ['m1', 10_000],
  ]);
});

test('files keep their path, bytes and executable bit', async () => {
  const lesson = (await loadCatalogue(await project())).lessons.get('shop/open');
  const files = lesson?.files.m1?.map((file) => ({ ...file, bytes: Buffer.from(file.bytes).toString() }));
  expect(files).toEqual([
    { path: '/etc/notice', bytes: 'file content\n', mode: 0o644 },
    { path: '/usr/local/bin/hi', bytes: '#!/bin/sh\necho file content\n', mode: 0o755 },
  ]);
});

test('files beyond 8 MiB are refused, with their size', async () => {
  const root = await project();
  const big = path.join(root, 'courses/shop/open/files/m1/big');
  await writeFile(big, Buffer.alloc(FILES_LIMIT_BYTES));
  const { problems } = await loadCatalogue(root);
  expect(problems[0]?.message).toBe(
    'The files of this lesson are 8388649 bytes; the limit is 8388608 (8 MiB)',
  );
});

test('a lesson has another revision when anything of it has changed', async () => {
  const root = await project();
  const revision = async () => (await loadCatalogue(root)).lessons.get('shop/open')?.revision;
  const seen = [await revision()];
  expect(await revision()).toBe(seen[0]);
  const lesson = 'courses/shop/open';
  for (const file of [`${lesson}/checks/door.sh`, `${lesson}/files/m1/etc/notice`, `${lesson}/init/m1.sh`]) {
    await appendFile(path.join(root, file), '# more\n');
    seen.push(await revision());
  }
  await appendFile(path.join(root, lesson, 'lesson.md'), '\nMore.\n');
  seen.push(await revision());
  const playground = path.join(root, 'playgrounds/pair.yaml');
  await writeFile(playground, (await readFile(playground, 'utf8')).replace('pids: 100', 'pids: 101'));
  seen.push(await revision());
  expect(new Set(seen).size).toBe(6);
});

test('a link among the files is refused', async () => {
  const root = await project();
  await symlink('/etc/passwd', path.join(root, 'courses/shop/open/files/m1/passwd'));
  const { problems } = await loadCatalogue(root);
  expect(problems).toMatchObject([{ file: 'courses/shop/open/files/m1/passwd', line: 1 }]);
});

test('a playground has its numbers, exact, and defaults for what it leaves out', async () => {
  const { playgrounds } = await loadCatalogue(await project());
  expect(playgrounds.get('pair')).toEqual({
    name: 'pair',
    title: 'Two machines',
    summary: 'm1 and m2, side by side.',
    ssh: true,
    networks: ['lan'],
    egress: 'none',
    free: true,
    files: {},
    init: {},
    waitFor: {},
    machines: [
      {
        name: 'm1',
        image: 'linux',
        memoryBytes: 1024 ** 3,
        cpus: 2,
        pids: 100,
        user: 'root',
        users: [],
        networks: ['lan'],
        capabilities: [],
      },
      {
        name: 'm2',
        image: 'linux',
        memoryBytes: 256 * 1024 ** 2,
        cpus: 0.5,
        pids: 256,
        user: 'student',
        users: [],
        networks: ['lan'],
        capabilities: [],
      },
    ],
  });
});

test('a project without courses and playgrounds is empty, and not wrong', async () => {
  const root = await mkdtemp(path.join(os.tmpdir(), 'sandlot-lesson-'));
  made.push(root);
  expect(await loadCatalogue(root)).toEqual({
    courses: [],
    lessons: new Map(),
    playgrounds: new Map(),
    problems: [],
  });
});
