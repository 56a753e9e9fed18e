import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadCatalogue } from './load-catalogue.ts';
import { IMAGE_LIMIT_BYTES } from './read-images.ts';
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
  const found = report(await loadCatalogue(await project(fault)));
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

test('the functions of its course stand before those of a lesson, for all its checks', async () => {
  const root = await project();
  await writeFile(path.join(root, 'courses/shop/functions.sh'), 'shop() { :; }');
  await writeFile(path.join(root, 'courses/shop/open/functions.sh'), 'open() { :; }\n');
  const { lessons, problems } = await loadCatalogue(root);
  expect(problems).toEqual([]);
  const of = (lesson: string) =>
    lessons.get(lesson)?.tasks.map((task) => task.kind === 'check' && task.functions);
  const shop = { file: 'courses/shop/functions.sh', text: 'shop() { :; }\n' };
  const both = [shop, { file: 'courses/shop/open/functions.sh', text: 'open() { :; }\n' }];
  expect(of('shop/open')).toEqual([both, both]);
  expect(of('shop/close')).toEqual([[shop]]);
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
    'The files in this folder are 8388649 bytes; the limit is 8388608 (8 MiB)',
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
  for (const folder of ['courses/shop', lesson]) {
    await writeFile(path.join(root, folder, 'functions.sh'), 'f() { :; }\n');
    seen.push(await revision());
  }
  await appendFile(path.join(root, lesson, 'lesson.md'), '\nMore.\n');
  seen.push(await revision());
  const playground = path.join(root, 'playgrounds/pair.yaml');
  await writeFile(playground, (await readFile(playground, 'utf8')).replace('pids: 100', 'pids: 101'));
  seen.push(await revision());
  expect(new Set(seen).size).toBe(8);
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
    free: false,
    files: {},
    init: {},
    waitFor: {},
    clusters: [],
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
        needs: [],
        kubernetes: 'none',
        diskBytes: 2 ** 30,
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
        needs: [],
        kubernetes: 'none',
        diskBytes: 2 ** 30,
      },
    ],
  });
});

test('a cluster on a machine brings what kind needs of the host', async () => {
  const root = await project();
  const file = path.join(root, 'playgrounds/pair.yaml');
  await writeFile(file, `${await readFile(file, 'utf8')}    needs: [limits]\n    kubernetes: two-nodes\n`);
  const { playgrounds } = await loadCatalogue(root);
  expect(playgrounds.get('pair')?.machines.at(-1)).toMatchObject({
    kubernetes: 'two-nodes',
    needs: ['limits', 'privileged'],
  });
});

test('a project without courses and playgrounds is empty, and not wrong', async () => {
  const root = await mkdtemp(path.join(os.tmpdir(), 'sandlot-lesson-'));
  made.push(root);
  expect(await loadCatalogue(root)).toEqual({
    courses: [],
    heads: new Map(),
    lessons: new Map(),
    playgrounds: new Map(),
    problems: [],
  });
});

test('a picture beyond 1 MiB is refused, with its size; one within has its type and its size in pixels', async () => {
  const root = await project();
  const images = path.join(root, 'courses/shop/open/images');
  await mkdir(images);
  await writeFile(path.join(images, 'big.png'), Buffer.alloc(IMAGE_LIMIT_BYTES + 1));
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><script>alert(1)</script></svg>';
  await writeFile(path.join(images, 'shop.svg'), svg);
  expect((await loadCatalogue(root)).problems[0]?.message).toBe(
    '`big.png` has 1048577 bytes; the limit is 1048576 (1 MiB)',
  );
  await rm(path.join(images, 'big.png'));
  await appendFile(path.join(root, 'courses/shop/open/lesson.md'), '\n![The shop](images/shop.svg "Open")\n');
  const lesson = (await loadCatalogue(root)).lessons.get('shop/open');
  expect(lesson?.images).toMatchObject([
    { name: 'shop.svg', type: 'image/svg+xml', width: 40, height: 20, bytes: Buffer.from(svg) },
  ]);
  const shown = { alt: 'The shop', title: 'Open', name: 'shop.svg', width: 40, height: 20 };
  expect(JSON.stringify(lesson?.body)).toContain(JSON.stringify(shown));
});

test("a playground has its folder's files and init, and is a lesson of its own for free play", async () => {
  const root = await project();
  await writeFile(
    path.join(root, 'playgrounds/net.yaml'),
    'title: Net\nsummary: Two networks.\nnetworks: [front, back]\nmachines:\n' +
      '  - name: lb\n    image: linux\n    networks: [front, back]\n    capabilities: [NET_ADMIN]\n' +
      '    users: [bob]\n    wait-for: [{port: 80}, {file: /run/ready}]\n  - name: be\n    image: linux\n    networks: [back]\n',
  );
  const folder = path.join(root, 'playgrounds/net');
  await mkdir(path.join(folder, 'init'), { recursive: true });
  await mkdir(path.join(folder, 'files/be/etc'), { recursive: true });
  await writeFile(path.join(folder, 'init/lb.sh'), 'true\n');
  await writeFile(path.join(folder, 'files/be/etc/who'), 'be\n');
  const { playgrounds, lessons, problems } = await loadCatalogue(root);
  expect(problems).toEqual([]);
  expect(playgrounds.get('net')).toMatchObject({
    networks: ['front', 'back'],
    init: { lb: 'true\n' },
    files: { be: [{ path: '/etc/who', mode: 0o644 }] },
    waitFor: { lb: [{ port: 80 }, { file: '/run/ready' }] },
    machines: [
      { name: 'lb', networks: ['front', 'back'], capabilities: ['NET_ADMIN'], users: ['bob'] },
      { name: 'be', networks: ['back'], capabilities: [], users: [] },
    ],
  });
  expect(lessons.get('playgrounds/net')).toMatchObject({ title: 'Net', tasks: [], playground: 'net' });
  expect(lessons.has('playgrounds/pair')).toBe(false);
});

test('courses stand in the order that they give, then by the names of their folders', async () => {
  const root = await project();
  for (const [slug, order] of Object.entries({ alpha: '', beta: 'order: 2\n', gamma: 'order: 1\n' })) {
    await cp(path.join(root, 'courses/shop'), path.join(root, 'courses', slug), { recursive: true });
    await appendFile(path.join(root, 'courses', slug, 'course.yaml'), `\n${order}`);
  }
  const { courses } = await loadCatalogue(root);
  expect(courses.map(({ slug }) => slug)).toEqual(['gamma', 'beta', 'alpha', 'shop']);
});

test.each([
  ['a machine says so', 'image: linux, cluster: true', ['a']],
  ['one that has Kubernetes has one', 'image: kind, kubernetes: tools', ['a']],
  ['even there it may be denied', 'image: kind, kubernetes: tools, cluster: false', []],
  ['others have none', 'image: linux', []],
])('which machines have a cluster: %s', async (_name, keys, clusters) => {
  const root = await project();
  await writeFile(
    path.join(root, 'playgrounds/net.yaml'),
    `title: Net\nsummary: A cluster or none.\nmachines:\n  - {name: a, ${keys}}\n  - {name: b, image: linux}\n`,
  );
  expect((await loadCatalogue(root)).playgrounds.get('net')?.clusters).toEqual(clusters);
});
