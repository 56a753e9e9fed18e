import { expect, test } from 'vitest';
import { isLeaveKey } from './leave-key.ts';

test('only Enter with Ctrl and Shift leaves a terminal', () => {
  expect(isLeaveKey({ key: 'Enter', ctrlKey: true, shiftKey: true })).toBe(true);
  expect(isLeaveKey({ key: 'Enter', ctrlKey: true, shiftKey: false })).toBe(false);
  expect(isLeaveKey({ key: 'Tab', ctrlKey: true, shiftKey: true })).toBe(false);
});
