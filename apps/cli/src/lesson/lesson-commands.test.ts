/** The commands for authors, as they are typed. */
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { startProgram } from '../testing/program.ts';

const MAIN = path.resolve(import.meta.dirname, '../main.ts');
const LYING = path.resolve(import.meta.dirname, '../../fixtures/lying');
const place = mkdtempSync(path.join(tmpdir(), 'sandlot-authors-'));
const data = path.join(place, 'data');
let lessons: string;
let count = 0;
beforeEach(() => {
  lessons = path.join(place, String(count++));
  mkdirSync(path.join(lessons, 'playgrounds'), { recursive: true });
  cpSync(path.join(LYING, 'playgrounds/box.yaml'), path.join(lessons, 'playgrounds/box.yaml'));
});
afterAll(() => rmSync(place, { recursive: true }));

async function sandlot(args: string[], root = lessons) {
  const program = startProgram(process.execPath, [MAIN, 'lesson', ...args, '--data', data], {
    SANDLOT_LESSONS: root,
    SANDLOT_RUNTIME: 'process',
  });
  return { code: await program.ends(), text: program.printed() };
}

test('a new lesson proves itself, is listed, and has nothing to mend but its size', {
  timeout: 60_000,
}, async () => {
  const made = await sandlot(['new', 'linux/pipes']);
  expect(made.text).toContain('wrote   courses/linux/pipes/lesson.md');
  expect(made.code).toBe(0);
  appendFileSync(path.join(lessons, 'courses/linux/course.yaml'), '# kept\n');
  await sandlot(['new', 'linux/files']);
  expect(readFileSync(path.join(lessons, 'courses/linux/course.yaml'), 'utf8')).toMatch(
    /- pipes\n {2}- files\n+# kept/,
  );
  const proved = await sandlot(['test']);
  expect(proved.text).toContain('2 of 2 lessons proved, 0 failed, 0 skipped.');
  expect(proved.code).toBe(0);
  expect(proved.text).toContain('✓ 2 of 2');
  const solved = await sandlot(['test', 'courses', '--solutions-only']);
  expect(solved.text).toContain('left out');
  expect(solved.text).not.toContain('✓ 2 of 2');
  const alone = await sandlot(['test', 'playgrounds']);
  expect(alone.text).toMatch(/✓ playgrounds\/box .*1 of 1 lesson proved/s);
  const linted = await sandlot(['lint']);
  expect(linted.text).toMatch(/! courses\/linux\/pipes\/lesson\.md:1:1 {2}It has 1 task\. 3 to 12 keep/);
  expect(linted.code).toBe(0);
  expect((await sandlot(['lint', '--strict'])).code).toBe(1);
});

test('what stands is not overwritten, and a name that is none is refused', async () => {
  await sandlot(['new', 'linux/pipes']);
  expect(await sandlot(['new', 'linux/pipes'])).toMatchObject({
    code: 1,
    text: expect.stringContaining('is there already'),
  });
  expect(await sandlot(['new', 'pipes'])).toMatchObject({
    code: 1,
    text: expect.stringContaining('Write COURSE/LESSON'),
  });
  const other = await sandlot(['new', 'linux/other', '--playground', 'pair']);
  expect(other).toMatchObject({ code: 1, text: expect.stringContaining('There is no playground pair') });
});

test('each lie is caught and named', { timeout: 120_000 }, async () => {
  const junit = path.join(place, 'lies.xml');
  const { code, text } = await sandlot(['test', '--junit', junit], LYING);
  const said = (name: string) =>
    text.split(/^(?=[✓✗] lies\/)/m).find((part) => part.includes(`lies/${name} `)) ?? '';
  expect(said('always')).toContain(
    'made: the check passes on an untouched machine, before the student has done anything.',
  );
  expect(said('never')).toContain(
    'made: the check never passes: not even after solutions/made.sh. It says: There is no file ~/made.',
  );
  expect(said('hangs')).toContain(
    'made: the check hangs (untouched). The check ran longer than its 2 s on box and was stopped.',
  );
  expect(said('fooled')).toContain('made: the check is fooled: it passes after wrong/made-other.sh.');
  expect(said('once')).toContain('made: the check passes once, and no longer when it is asked again.');
  expect(said('unrepeatable')).toContain('init: the sandbox could not be made ready twice.');
  expect(said('honest')).toMatch(/^✓/);
  expect(text).toContain('1 of 7 lessons proved, 6 failed, 0 skipped.');
  expect(code).toBe(1);
  expect(readFileSync(junit, 'utf8')).toMatch(/<testsuite name="lies\/always"[^>]* failures="3"/);
});

test('a lesson that this host cannot run is skipped, with the reason', { timeout: 60_000 }, async () => {
  await sandlot(['new', 'linux/pipes']);
  const file = path.join(lessons, 'playgrounds/box.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}  - name: second\n    image: linux\n`);
  const { code, text } = await sandlot(['test', 'linux/pipes']);
  expect(text).toMatch(/- linux\/pipes: skipped\. \S.*\n/);
  expect(text).toContain('0 of 1 lesson proved, 0 failed, 1 skipped.');
  expect(code).toBe(0);
});

test('lint says what is wrong, with its place and what would be right, also in a script', async () => {
  await sandlot(['new', 'linux/pipes']);
  const lesson = path.join(lessons, 'courses/linux/pipes');
  appendFileSync(path.join(lesson, 'checks/note.sh'), 'if true\nfi\n');
  const syntax = await sandlot(['lint']);
  expect(syntax.text).toMatch(
    /✗ courses\/linux\/pipes\/checks\/note\.sh:6:1 {2}The shell can't read it: Syntax error/,
  );
  expect(syntax.code).toBe(1);
  appendFileSync(path.join(lesson, 'lesson.md'), ':::tusk\n:::\n');
  const { problems } = JSON.parse((await sandlot(['lint', '--json', 'linux'])).text);
  expect(problems[0]).toMatchObject({ file: 'courses/linux/pipes/lesson.md', line: 24, column: 1 });
});

test('a path that names no lesson, and a number that is none, are said', async () => {
  expect(await sandlot(['test', 'linux/nothing'])).toMatchObject({
    code: 1,
    text: expect.stringContaining('There is no lesson linux/nothing.'),
  });
  expect(await sandlot(['test', '--parallel', '0'])).toMatchObject({
    code: 1,
    text: expect.stringContaining(`--parallel can't be "0"`),
  });
});
