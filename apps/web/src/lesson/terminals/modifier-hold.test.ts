import { expect, test } from 'vitest';
import { afterKey, LOCKS_WITHIN_MS, touched } from './modifier-hold.ts';

test('a modifier holds for one key; touched twice at once it stays; touched again it is off', () => {
  expect(touched('off', 0)).toBe('once');
  expect(touched('once', LOCKS_WITHIN_MS)).toBe('locked');
  expect(touched('once', LOCKS_WITHIN_MS + 1)).toBe('off');
  expect(touched('locked', 1)).toBe('off');
  expect([afterKey('once'), afterKey('locked')]).toEqual(['off', 'locked']);
});
