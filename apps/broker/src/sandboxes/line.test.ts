import { expect, test } from 'vitest';
import { Line } from './line.ts';

const never = new AbortController().signal;

test('lets in as many as there are places, then first come, first served', async () => {
  const line = new Line(1);
  const places: number[] = [];
  const leave = await line.enter(never, () => {});
  const second = line.enter(never, () => {});
  const third = line.enter(never, (place) => places.push(place));
  expect(line.waiting).toBe(2);
  leave();
  leave(); // twice is once
  const leaveSecond = await second;
  expect(line.taken).toBe(1);
  expect(places).toEqual([2, 1]);
  leaveSecond();
  (await third)();
  expect(line.taken).toBe(0);
});

test('who gives up leaves the line, and the others move up', async () => {
  const line = new Line(1);
  await line.enter(never, () => {});
  const abort = new AbortController();
  const places: number[] = [];
  const gone = line.enter(abort.signal, () => {});
  void line.enter(never, (place) => places.push(place));
  abort.abort(new Error('gave up'));
  await expect(gone).rejects.toThrow('gave up');
  expect(places).toEqual([2, 1]);
});

test('what is there already takes a place beyond the last', async () => {
  const line = new Line(1);
  line.take();
  line.take();
  expect(line.taken).toBe(2);
});
