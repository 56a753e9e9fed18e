import type { LessonHead } from '@sandlot/lesson';
import { expect, test } from 'vitest';
import { listCourses } from './list-courses.ts';

const box = { path: 'playgrounds/box', course: 'playgrounds', slug: 'box', title: 'One machine', tasks: [] };

test('playgrounds for free play stand behind the courses; without any there is no such heading', () => {
  const heads = new Map([['playgrounds/box', box as unknown as LessonHead]]);
  const catalogue = { courses: [], heads, playgrounds: new Map() };
  expect(listCourses(catalogue, null, new Map())).toMatchObject([
    { title: 'Playgrounds', lessons: [{ path: 'playgrounds/box', title: 'One machine', tasks: 0 }] },
  ]);
  expect(listCourses({ ...catalogue, heads: new Map() }, null, new Map())).toEqual([]);
});
