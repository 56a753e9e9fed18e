import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PlacedLesson } from './placed-lesson.ts';
import { ProofReader } from './proof-reader.ts';

beforeEach(() =>
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] }),
);
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Lessons that take 10 ms each, and a reader that is given them. */
function reading(share: number, count: number) {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const read: number[] = [];
  const lessons = Array.from({ length: count }, (_, index) => ({
    readAtMs: null,
    prove(): boolean {
      now += 10;
      read.push(index);
      return true;
    },
  }));
  const through = vi.fn();
  const failed = vi.fn();
  const reader = new ProofReader({ share, through, failed });
  reader.start(lessons as unknown as PlacedLesson[]);
  return { reader, lessons, read, through, failed };
}

test('a share of 0.1 leaves nine tenths of the time to others', () => {
  const { read, through } = reading(0.1, 2);
  vi.advanceTimersByTime(0);
  expect(read).toEqual([0]);
  vi.advanceTimersByTime(90);
  expect(read).toEqual([0]);
  vi.advanceTimersByTime(1);
  expect(read).toEqual([0, 1]);
  vi.advanceTimersByTime(91);
  expect(through).toHaveBeenCalledOnce();
});

test('a share of 1 waits for nothing', () => {
  const { read, through } = reading(1, 3);
  vi.advanceTimersByTime(0);
  vi.runAllTimers();
  expect(read).toEqual([0, 1, 2]);
  expect(through).toHaveBeenCalledOnce();
});

test('a lesson that the disk does not give is said, and the next one read', () => {
  const { lessons, read, failed } = reading(1, 2);
  const gone = new Error('EIO');
  if (lessons[0])
    lessons[0].prove = () => {
      throw gone;
    };
  vi.runAllTimers();
  expect(failed).toHaveBeenCalledWith(gone);
  expect(read).toEqual([1]);
});

test('nothing is read after close', () => {
  const { reader, read } = reading(1, 2);
  reader.close();
  reader.close();
  vi.runAllTimers();
  expect(read).toEqual([]);
});

test('a lesson that is being saved is read again in a while, and all are through then', () => {
  const { lessons, read, through } = reading(1, 2);
  let whole = false;
  if (lessons[0])
    lessons[0].prove = () => {
      read.push(0);
      return whole;
    };
  vi.advanceTimersByTime(99);
  expect(read).toEqual([0]);
  vi.advanceTimersByTime(2);
  expect(read).toEqual([0, 1, 0]);
  expect(through).not.toHaveBeenCalled();
  whole = true;
  vi.advanceTimersByTime(101);
  expect(read).toEqual([0, 1, 0, 0]);
  expect(through).toHaveBeenCalledOnce();
});
