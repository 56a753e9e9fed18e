import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CharacterJoiner } from './character-joiner.ts';

test('text that is cut anywhere comes in whole characters, all of it and in order', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
      fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
      (text, sizes) => {
        const joiner = new CharacterJoiner();
        const bytes = new TextEncoder().encode(text);
        const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
        let all = '';
        for (let at = 0; at < bytes.length; ) {
          const end = at + (sizes.next().value ?? 1);
          all += utf8.decode(joiner.push(bytes.subarray(at, end))); // throws for a character that is cut
          at = end;
        }
        expect(all).toBe(text);
        expect(joiner.length).toBe(0);
      },
    ),
  );
});

test('of any bytes at most three wait, and none is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 9 })), (pieces) => {
      const joiner = new CharacterJoiner();
      let given = 0;
      for (const piece of pieces) {
        given += joiner.push(piece).length;
        expect(joiner.length).toBeLessThanOrEqual(3);
      }
      expect(given + joiner.length).toBe(pieces.reduce((sum, { length }) => sum + length, 0));
    }),
  );
});

test('what waits can be forgotten', () => {
  const joiner = new CharacterJoiner();
  expect(joiner.push(Uint8Array.of(0x61, 0xe2, 0x80))).toEqual(Uint8Array.of(0x61));
  joiner.clear();
  expect(joiner.push(Uint8Array.of(0x62))).toEqual(Uint8Array.of(0x62));
});
