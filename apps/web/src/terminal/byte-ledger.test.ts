import { LIMITS } from '@sandlot/protocol';
import { expect, test } from 'vitest';
import { ByteLedger } from './byte-ledger.ts';

const bytes = (n: number) => new Uint8Array(n).map((_, i) => i);

test('bytes that came before are left out, wholly or in part', () => {
  const ledger = new ByteLedger();
  ledger.restart(10);
  expect(ledger.take(10, bytes(4))).toHaveLength(4);
  expect(ledger.take(10, bytes(4))).toHaveLength(0);
  expect([...ledger.take(12, bytes(5))]).toEqual([2, 3, 4]);
  expect(ledger.received).toBe(17);
});

test('a gap is counted once', () => {
  const ledger = new ByteLedger();
  ledger.restart(5);
  expect(ledger.skipTo(9)).toBe(4);
  expect(ledger.skipTo(9)).toBe(0);
  expect(ledger.skipTo(3)).toBe(0);
  expect(ledger.received).toBe(9);
});

test('an acknowledgement comes at the latest after the agreed number of bytes', () => {
  const ledger = new ByteLedger();
  ledger.restart(100);
  expect(ledger.draw(101)).toBeNull();
  expect(ledger.draw(100 + LIMITS.ackEveryBytes)).toBe(100 + LIMITS.ackEveryBytes);
  expect(ledger.draw(101 + LIMITS.ackEveryBytes)).toBeNull();
});
