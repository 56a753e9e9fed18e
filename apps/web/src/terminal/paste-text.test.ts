import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asKeys, asksFirst, lineCount, pastePreview, pasteSequence } from './paste-text.ts';

test('lines end in Enter, whatever system they come from', () => {
  expect(asKeys('a\nb\r\nc\rd')).toBe('a\rb\rc\rd');
});

test('control characters are taken out, a tab stays', () => {
  expect(asKeys('\x1b[31mred\x07\t\x03\x9b1m\x7f')).toBe('[31mred\t1m');
});

test('no text ends a bracketed paste by itself', () => {
  expect(pasteSequence('x\x1b[201~rm -rf .\n', true)).toBe('\x1b[200~x[201~rm -rf .\r\x1b[201~');
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('\x1b', '\x9b', '[', '2', '0', '1', '~', '\n', 'a') }),
      (text) => {
        const inside = pasteSequence(text, true).slice('\x1b[200~'.length, -'\x1b[201~'.length);
        expect(inside.includes('\x1b') || inside.includes('\x9b')).toBe(false);
      },
    ),
  );
});

test('several lines ask first, unless the program takes them as one paste or the user does not want it', () => {
  expect(asksFirst('ls\npwd', false, true)).toBe(true);
  expect(asksFirst('ls\npwd', true, true)).toBe(false);
  expect(asksFirst('ls\npwd', false, false)).toBe(false);
  expect(asksFirst('ls\n', false, true)).toBe(false);
});

test('an end of line at the end is no further line', () => {
  expect(lineCount('one\r\ntwo\r\n')).toBe(2);
  expect(lineCount('one\n\n')).toBe(2);
  expect(lineCount('')).toBe(1);
});

test('a preview is short, and says how much it leaves out', () => {
  const { lines, more } = pastePreview(`\tx\x1b\n${'y'.repeat(500)}\nz\nz\nz\nz\nz\nz\n`);
  expect(lines).toHaveLength(6);
  expect(lines[0]).toBe('    x');
  expect(lines[1]).toHaveLength(160);
  expect(more).toBe(2);
});
