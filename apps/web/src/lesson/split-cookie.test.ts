import { expect, test } from 'vitest';
import { readSplit } from './split-cookie.ts';

test.each([
  ['60.5', 60.5],
  [undefined, 46],
  ['5', 46],
  ['wide', 46],
])('a cookie of %s puts the divider at %d percent', (cookie, text) => {
  expect(readSplit(cookie)).toEqual({ text, terminal: 100 - text });
});
