import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadCatalogue } from './load-catalogue.ts';
import { parseLesson } from './parse-lesson.ts';
import { parsePlayground } from './parse-playground.ts';
import { headOf } from './placed-lesson.ts';
import { readOutline } from './read-outline.ts';
import type { Task } from './types.ts';

const FRONT = '---\ntitle: A title\nsummary: A summary.\nlevel: beginner\nminutes: 5\nplayground: box\n---\n';
const yaml = 'title: Box\nsummary: A box.\nmachines:\n  - name: box\n    image: linux\n';
const box = parsePlayground(yaml, 'box', 'box.yaml');
const playgrounds = new Map([
  ['box', 'playground' in box ? { ...box.playground, files: {}, init: {} } : null],
]);
const tasksOf = (text: string) => readOutline(text)?.tasks;

/** What a whole reading finds, or null when the text has mistakes. */
function whole(text: string) {
  const parsed = parseLesson(text, 'lesson.md', playgrounds);
  return 'lesson' in parsed ? parsed.lesson.tasks.map(({ kind, id, title }) => ({ kind, id, title })) : null;
}

test.each(['fixtures/sound', '../..'])(
  'every lesson of %s has the head that a whole reading gives',
  async (where) => {
    const root = path.resolve(import.meta.dirname, '..', where);
    const { lessons, courses } = await loadCatalogue(root);
    for (const { slug: course, lessons: slugs } of courses)
      for (const slug of slugs) {
        const text = await readFile(path.join(root, 'courses', course, slug, 'lesson.md'), 'utf8');
        const lesson = lessons.get(`${course}/${slug}`);
        expect({ ...readOutline(text), path: `${course}/${slug}`, course, slug }).toEqual(
          lesson && headOf(lesson),
        );
      }
  },
);

test('the fixture of everything has the tasks of its whole reading', async () => {
  const folder = path.join(import.meta.dirname, '../fixtures/golden');
  const { lesson } = JSON.parse(await readFile(path.join(folder, 'everything.golden'), 'utf8'));
  const heads = lesson.tasks.map(({ kind, id, title }: Task) => ({ kind, id, title }));
  expect(tasksOf(await readFile(path.join(folder, 'everything.md'), 'utf8'))).toEqual(heads);
});

test('a task in a fence, a comment or a longer word is none', () => {
  const text = `${FRONT}
\`\`\`text
:::task{#one title="One"}
\`\`\`
<!--
:::task{#two title="Two"}
-->
:::task{#three title="Three" timeout=5s sticky}
:::
:::quiz{#four title='A "four"' accept="4"}
:::
`;
  expect(tasksOf(text)).toEqual([
    { kind: 'check', id: 'three', title: 'Three' },
    { kind: 'quiz', id: 'four', title: 'A "four"' },
  ]);
});

test.each([
  ['a title with a character reference', ':::task{#a title="Users &amp; groups"}\n:::\n'],
  ['a title with braces', ':::task{#a title="{{ box.ip }}"}\n:::\n'],
  ['an attribute that comes twice', ':::task{#a #b title="A"}\n:::\n'],
  ['a task without a title', ':::task{#a}\n:::\n'],
  ['a task with brackets', ':::task[A]{#a title="A"}\n:::\n'],
])('%s is left to a whole reading', (_, text) => {
  expect(readOutline(FRONT + text)).toBeNull();
});

test('so is a front matter that is missing, or has a mistake', () => {
  expect(readOutline('# Only prose\n')).toBeNull();
  expect(readOutline(FRONT.replace('minutes: 5', 'minutes: five'))).toBeNull();
});

test('whatever the attributes, it says what a whole reading says, or nothing', () => {
  const piece = fc.constantFrom(
    ...[
      '#a',
      '#b-c',
      'id=x',
      'title="A b"',
      "title='c'",
      'title=d',
      'title="  e "',
      'title="f & g"',
      'sticky',
    ],
    ...[
      'title="&lt;"',
      'title="h\\"',
      'title="{i}"',
      'timeout=5s',
      'needs="z"',
      '.class',
      '=',
      '"',
      ' ',
      '}',
      '{',
    ],
  );
  const name = fc.constantFrom('task', 'quiz', 'tasks', 'note');
  const space = fc.constantFrom(' ', '  ', '', '\t');
  let compared = 0;
  fc.assert(
    fc.property(name, fc.array(piece, { maxLength: 4 }), space, (directive, pieces, between) => {
      const text = `${FRONT}\n:::${directive}{${pieces.join(between)}}\n:::\n`;
      const [outline, full] = [tasksOf(text), whole(text)];
      if (!outline || !full) return;
      compared++;
      expect(outline).toEqual(full);
    }),
    { numRuns: 500 },
  );
  expect(compared).toBeGreaterThan(5);
});
