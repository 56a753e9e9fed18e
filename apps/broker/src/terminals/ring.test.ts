import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ring } from './ring.ts';

test('keeps the newest bytes under their numbers, whatever comes', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 90 }), { maxLength: 40 }), (chunks) => {
      const ring = new Ring(64, 0, 4);
      let all = Buffer.alloc(0);
      for (const chunk of chunks) {
        ring.append(chunk);
        all = Buffer.concat([all, chunk]);
        expect(ring.end).toBe(all.length);
        expect(ring.end - ring.start).toBe(Math.min(all.length, 64));
        expect(ring.read(ring.start, 64)).toEqual(all.subarray(ring.start));
      }
    }),
  );
});

test('reads a part, and refuses what it has forgotten or not yet got', () => {
  const ring = new Ring(8, 0, 2);
  ring.append(Buffer.from('0123456789'));
  expect(ring.read(4, 3).toString()).toBe('456');
  expect(() => ring.read(1, 1)).toThrow(RangeError);
  expect(() => ring.read(11, 1)).toThrow(RangeError);
});
