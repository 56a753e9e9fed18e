import { expect, test } from 'vitest';
import { Backoff } from './backoff.ts';

test('waits grow by half up to the ceiling, and begin anew after a reset', () => {
  const backoff = new Backoff({ firstMs: 100, ceilingMs: 300, random: () => 1 });
  expect([backoff.next(), backoff.next(), backoff.next(), backoff.next()]).toEqual([100, 150, 225, 300]);
  backoff.reset();
  expect(backoff.next()).toBe(100);
});

test('chance takes at most half of a wait', () => {
  const backoff = new Backoff({ firstMs: 100, random: () => 0 });
  expect(backoff.next()).toBe(50);
});
