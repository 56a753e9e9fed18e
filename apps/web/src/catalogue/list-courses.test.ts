import type { Catalogue, Lesson, Task } from '@sandlot/lesson';
import { expect, test } from 'vitest';
import { listCourses } from './list-courses.ts';

const task = (id: string): Task => ({
  kind: 'check',
  needs: [],
  stableMs: 0,
  sticky: false,
  answers: [],
  id,
  title: id,
  machine: 'm1',
  check: 'secret check',
  functions: [],
  checkTimeoutMs: 1000,
  hints: [],
  solution: 'secret solution',
  wrong: {},
});
const lesson: Lesson = {
  path: 'start/look',
  course: 'start',
  slug: 'look',
  title: 'A first look',
  summary: 'Look.',
  level: 'beginner',
  minutes: 5,
  playground: 'one',
  body: { type: 'root', children: [] },
  tasks: [task('a'), task('b')],
  init: {},
  files: {},
  variables: {},
  images: [],
  revision: 'r1',
};
const catalogue: Pick<Catalogue, 'courses' | 'heads' | 'playgrounds'> = {
  courses: [{ slug: 'start', title: 'Start', summary: 'Begin.', lessons: ['look', 'broken'] }],
  heads: new Map([[lesson.path, lesson]]),
  playgrounds: new Map(),
};

test('a lesson carries what this guest has done, and nothing of what is secret', () => {
  const progress = new Map([
    [
      'start/look',
      new Map([
        ['a', 1],
        ['gone', 2],
      ]),
    ],
  ]);
  const [course] = listCourses(catalogue, null, progress);
  expect(course?.lessons).toHaveLength(1);
  expect(course?.lessons[0]).toMatchObject({ path: 'start/look', tasks: 2, done: 1, cannotRun: null });
  expect(JSON.stringify(course)).not.toContain('secret');
});

test('a playground that this host cannot run says so with each of its lessons', () => {
  const cannotRun = { one: { reason: 'Still finding out.', remedy: 'Wait.', passing: true as const } };
  const host = { runtime: 'process' as const, why: '', engineUp: true, cannotRun, engineInside: {} };
  expect(listCourses(catalogue, host, new Map())[0]?.lessons[0]?.cannotRun).toEqual(cannotRun.one);
});
