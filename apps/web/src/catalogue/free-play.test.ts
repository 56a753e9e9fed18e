import type { Catalogue, Lesson } from '@sandlot/lesson';
import { expect, test } from 'vitest';
import { listCourses } from './list-courses.ts';

const box = { path: 'playgrounds/box', course: 'playgrounds', slug: 'box', title: 'One machine', tasks: [] };

test('playgrounds for free play stand behind the courses; without any there is no such heading', () => {
  const lessons = new Map([['playgrounds/box', box as unknown as Lesson]]);
  const catalogue: Catalogue = { courses: [], lessons, playgrounds: new Map(), problems: [] };
  expect(listCourses(catalogue, null, new Map())).toMatchObject([
    { title: 'Playgrounds', lessons: [{ path: 'playgrounds/box', title: 'One machine', tasks: 0 }] },
  ]);
  expect(listCourses({ ...catalogue, lessons: new Map() }, null, new Map())).toEqual([]);
});
