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

test('what is large waits until there is room for all of it, and what comes later waits behind', async () => {
  const line = new Line(10, 4);
  expect(line.most(1)).toBe(4);
  const leave = await line.enter(never, () => {}, 2);
  await line.enter(never, () => {}, 1);
  const order: string[] = [];
  const large = line.enter(never, () => {}, 3).then(() => order.push('large'));
  const small = line.enter(never, () => {}, 1).then(() => order.push('small'));
  expect([line.taken, line.waiting, line.most(1)]).toEqual([2, 2, 3]);
  leave();
  await large;
  expect([line.taken, line.waiting]).toEqual([2, 1]);
  expect(line.most(1)).toBe(2);
  expect(order).toEqual(['large']);
  void small;
});

test('when the first in line gives up, the next goes in if it has room', async () => {
  const line = new Line(10, 4);
  await line.enter(never, () => {}, 3);
  const abort = new AbortController();
  const large = line.enter(abort.signal, () => {}, 2);
  const small = line.enter(never, () => {}, 1);
  abort.abort(new Error('gave up'));
  await expect(large).rejects.toThrow('gave up');
  await small;
  expect(line.taken).toBe(2);
});

test('what is larger than all the room goes in alone', async () => {
  const line = new Line(10, 4);
  const leave = await line.enter(never, () => {}, 9);
  expect(line.most(1)).toBe(1);
  const next = line.enter(never, () => {}, 1);
  expect(line.waiting).toBe(1);
  leave();
  await next;
  expect(line.taken).toBe(1);
});
