import { expect, test } from 'vitest';
import { KEPT_LESSONS, KeptLessons } from './kept-lessons.ts';
import type { Lesson } from './types.ts';

test('only those that were asked for last are kept', () => {
  const kept = new KeptLessons();
  const owners = Array.from({ length: KEPT_LESSONS + 1 }, (_, index) => ({ index }));
  const lesson = ({ index }: { index: number }) => ({ path: `course/${index}` }) as Lesson;
  const first = owners[0] ?? { index: 0 };
  for (const owner of owners.slice(0, -1)) kept.set(owner, lesson(owner));
  expect(kept.get(first)?.path).toBe('course/0');
  for (const owner of owners.slice(-1)) kept.set(owner, lesson(owner));
  const gone = owners.filter((owner) => kept.get(owner) === undefined);
  expect(gone).toEqual([{ index: 1 }]);
});

test('one that was let go is kept no more', () => {
  const kept = new KeptLessons();
  const owner = {};
  kept.set(owner, { path: 'course/one' } as Lesson);
  kept.delete(owner);
  expect(kept.get(owner)).toBeUndefined();
});
