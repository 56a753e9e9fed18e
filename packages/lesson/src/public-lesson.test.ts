import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadCatalogue } from './load-catalogue.ts';
import { publicLesson } from './public-lesson.ts';
import type { Lesson } from './types.ts';

/** Everything of a lesson that a browser must not have, but for what its own prose says: the path of a file, say. */
function secrets(lesson: Lesson, prose: string): string[] {
  const scripts = lesson.tasks.flatMap((task) =>
    task.kind === 'check' ? [task.check, task.solution, ...Object.values(task.wrong)] : [],
  );
  const files = Object.values(lesson.files).flat();
  const bytes = files.flatMap((file) => [
    Buffer.from(file.bytes).toString(),
    Buffer.from(file.bytes).toJSON(),
  ]);
  return [...scripts, ...Object.values(lesson.init), ...bytes, ...files.map((file) => file.path)]
    .filter((secret) => typeof secret !== 'string' || !prose.includes(secret))
    .map((secret) => JSON.stringify(secret).slice(1, -1));
}

test.each(['../fixtures/sound', '../../..'])('no script and no file goes out: %s', async (root) => {
  const { lessons } = await loadCatalogue(path.join(import.meta.dirname, root));
  expect(lessons.size).toBeGreaterThan(1);
  for (const lesson of [...lessons.values()].filter(({ tasks }) => tasks.length > 0)) {
    const sent = JSON.stringify(publicLesson(lesson));
    const prose = readFileSync(
      path.join(import.meta.dirname, root, 'courses', lesson.path, 'lesson.md'),
      'utf8',
    );
    const found = secrets(lesson, prose);
    expect(found.length).toBeGreaterThan(1);
    for (const secret of found) expect(sent).not.toContain(secret);
    expect(Object.keys(JSON.parse(sent)).sort()).toEqual(
      [
        'body',
        'course',
        'level',
        'minutes',
        'path',
        'playground',
        'revision',
        'slug',
        'summary',
        'tasks',
        'title',
      ].sort(),
    );
    for (const task of JSON.parse(sent).tasks) {
      const own = task.kind === 'quiz' ? ['question'] : ['machine', 'answers', 'sticky'];
      expect(Object.keys(task)).toEqual(['id', 'title', 'needs', 'hints', 'kind', ...own]);
      for (const option of task.question?.options ?? []) expect(Object.keys(option)).toEqual(['id', 'body']);
      if (task.question?.form === 'text') expect(task.question).toEqual({ form: 'text' });
    }
  }
});
