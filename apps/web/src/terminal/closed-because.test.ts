import { CLOSE, LIMITS, mayReconnect } from '@sandlot/protocol';
import { expect, test } from 'vitest';
import { closedBecause } from './closed-because.ts';

test('every close that is final says what happened and what to do', () => {
  const final = Object.values(CLOSE).filter((code) => !mayReconnect(code));
  for (const code of final) expect(closedBecause(code)).toMatch(/\b(Reload|Open|Close)\b/);
  for (const code of final) expect(closedBecause(code)).not.toContain(String(code));
});

test('a limit is told with its value, and an unknown code with its number', () => {
  expect(closedBecause(CLOSE.tooLarge)).toContain(`${LIMITS.inputQueueBytes / 1024} KB`);
  expect(closedBecause(4999)).toContain('4999');
});
