import { expect, test } from 'vitest';
import type { Limits } from '../config.ts';
import { expiresAtMs, extended, spoken } from './lifetime.ts';

const limits = { idleMs: 30, lifeMs: 100, extendMs: 50, maxLifeMs: 180 } as Limits;
const life = { createdAtMs: 0, lifeEndMs: 100, lastSeenMs: 10, connected: false };

test('ends when nobody has looked for the idle limit, or at the end of its life', () => {
  expect(expiresAtMs(life, limits)).toBe(40);
  expect(expiresAtMs({ ...life, lastSeenMs: 90 }, limits)).toBe(100);
  expect(expiresAtMs({ ...life, connected: true }, limits)).toBe(100);
});

test('Extend adds up to the maximal life and no further', () => {
  expect(extended(life, limits)).toBe(150);
  expect(extended({ ...life, lifeEndMs: 150 }, limits)).toBe(180);
  expect(extended({ ...life, lifeEndMs: 180 }, limits)).toBe(180);
});

test('speaks of time as people do', () => {
  expect([20_000, 60_000, 45 * 60_000, 7_200_000, 5_400_000].map(spoken)).toEqual([
    '20 s',
    '1 min',
    '45 min',
    '2 h',
    '1 h 30 min',
  ]);
});
