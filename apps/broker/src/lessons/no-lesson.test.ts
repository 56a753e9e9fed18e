import type { Catalogue, Problem } from '@sandlot/lesson';
import { expect, test } from 'vitest';
import { noLesson } from './no-lesson.ts';

const problem = (file: string): Problem => ({
  file,
  line: 1,
  column: 1,
  message: 'Wrong',
  remedy: 'Mend it.',
});
const catalogue = (...files: string[]): Catalogue => ({
  courses: [],
  heads: new Map(),
  lessons: new Map(),
  playgrounds: new Map(),
  problems: files.map(problem),
});

test('a lesson that nobody wrote is told from one whose files have mistakes', () => {
  const broken = catalogue('courses/linux/pipes/lesson.md', 'courses/linux/pipes/checks/a.sh');
  expect(noLesson(broken, 'linux/pip')).toMatchObject({
    code: 'not_found',
    message: 'There is no lesson linux/pip.',
  });
  expect(noLesson(broken, 'linux/pipes')).toMatchObject({
    code: 'not_found',
    message:
      "The lesson linux/pipes can't be read: its files have 2 mistakes. The admin's page says where; it is back once they are mended.",
  });
});
