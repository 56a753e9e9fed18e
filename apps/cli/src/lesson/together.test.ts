import { expect, test } from 'vitest';
import { together } from './together.ts';

test('what each gave, in their order', async () => {
  const late = Promise.withResolvers<number>();
  const both = together([late.promise, Promise.resolve(2)], new AbortController());
  late.resolve(1);
  expect(await both).toEqual([1, 2]);
});

test('the first fault stops the others, and is told when they have cleared away', async () => {
  const stop = new AbortController();
  const cleared = Promise.withResolvers<void>();
  const other = new Promise<never>((_, reject) =>
    stop.signal.addEventListener('abort', () => cleared.promise.then(() => reject(new Error('stopped')))),
  );
  let told: unknown = null;
  const both = together([other, Promise.reject(new Error('no disk'))], stop).catch((error) => {
    told = error;
  });
  await new Promise((turn) => setImmediate(turn));
  expect([stop.signal.aborted, told]).toEqual([true, null]);
  cleared.resolve();
  await both;
  expect(told).toEqual(new Error('no disk'));
});
