/** What the parser makes of a text, all of it. `UPDATE_GOLDEN=1 npx vitest run packages/lesson` writes it anew: read the difference. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { highlight } from './highlight.ts';
import { parseLesson } from './parse-lesson.ts';
import { parsePlayground } from './parse-playground.ts';
import { proseOf } from './prose-of.ts';
import { variableNames } from './variable-names.ts';

const fixtures = path.join(import.meta.dirname, '../fixtures');
const golden = path.join(fixtures, 'golden');
const texts = (await readdir(golden)).filter((name) => name.endsWith('.md'));
const yaml = await readFile(path.join(fixtures, 'sound/playgrounds/pair.yaml'), 'utf8');
const read = parsePlayground(yaml, 'pair', 'playgrounds/pair.yaml');
const pair = 'playground' in read ? read.playground : null;

test.each(texts)('reads %s as it did', async (name) => {
  const text = await readFile(path.join(golden, name), 'utf8');
  const parsed = parseLesson(text, name, new Map([['pair', pair]]));
  if ('lesson' in parsed) {
    const { lesson } = parsed;
    const names = variableNames(lesson.variables, pair);
    for (const tree of [lesson.body, ...lesson.tasks.flatMap(proseOf)]) highlight(tree, names);
  }
  const found = `${JSON.stringify(parsed, null, 1)}\n`;
  const file = path.join(golden, name.replace(/md$/, 'golden'));
  if (process.env.UPDATE_GOLDEN) await writeFile(file, found);
  expect(found).toBe(await readFile(file, 'utf8'));
});
