import { expect, test } from 'vitest';
import { CLOSE, LessonPath, mayReconnect, movesForward, SANDBOX_STATES, Slug } from './index.ts';

test('states only move forward', () => {
  for (const [i, from] of SANDBOX_STATES.entries()) {
    for (const [j, to] of SANDBOX_STATES.entries()) expect(movesForward(from, to)).toBe(j > i);
  }
});

test('names fit a folder, a URL and a host name', () => {
  for (const good of ['a', 'm1', 'first-steps']) expect(Slug.safeParse(good).success).toBe(true);
  for (const bad of ['', '-a', 'a-', 'A', '../x', 'a_b', 'a'.repeat(41)]) {
    expect(Slug.safeParse(bad).success).toBe(false);
  }
  expect(LessonPath.safeParse('first-steps/a-first-look').success).toBe(true);
  expect(LessonPath.safeParse('first-steps').success).toBe(false);
});

test('a cut line and a restart are worth another try, a refusal is not', () => {
  for (const code of [1001, 1005, 1006, CLOSE.restarting, CLOSE.engine, CLOSE.ticket]) {
    expect(mayReconnect(code)).toBe(true);
  }
  for (const code of [CLOSE.malformed, CLOSE.gone, CLOSE.tooLarge, CLOSE.outOfOrder, CLOSE.tooMany]) {
    expect(mayReconnect(code)).toBe(false);
  }
});
