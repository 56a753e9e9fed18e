import { expect, test } from 'vitest';
import { addressOf, freeName, keyOf, nameInWords } from './terminal-address.ts';

test.each([
  [['main'], '2'],
  [['main', '2', '3'], '4'],
  [['main', '3', 'server'], '2'],
  [[], '2'],
])('beside %j a new terminal is called %s', (taken, name) => {
  expect(freeName(taken)).toBe(name);
});

test('a key is its address, there and back', () => {
  const address = { machine: 'm-1', name: 'web-2' };
  expect(addressOf(keyOf(address))).toEqual(address);
});

test("a machine's first terminal is called as the machine, the others by both names", () => {
  expect(nameInWords({ machine: 'm1', name: 'main' })).toBe('m1');
  expect(nameInWords({ machine: 'm1', name: '2' })).toBe('m1 2');
});
