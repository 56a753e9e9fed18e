import { LIMITS } from '@sandlot/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ring } from '../terminals/ring.ts';
import { PlainStretch } from './plain-stretch.ts';

const SIZE = { cols: 40, rows: 24 };
const KEPT_LINES = SIZE.rows + LIMITS.snapshotLines;

/** A ring that printed it, in pieces, with everything looked at before it was forgotten. */
function printed(bytes: Buffer, chunk: number): { ring: Ring; stretch: PlainStretch } {
  const ring = new Ring(64 * 1024);
  const stretch = new PlainStretch(ring);
  for (let at = 0; at < bytes.length; at += chunk) {
    const piece = bytes.subarray(at, at + chunk);
    stretch.look(ring.end + piece.length - ring.capacity);
    ring.append(piece);
  }
  return { ring, stretch };
}

/** The same, the slow way. */
function slowly(bytes: Buffer, ring: Ring, at: number, limit: number): number | null {
  let end = at;
  const special = (i: number) =>
    [0x1b, 0x0e, 0x0f].includes(bytes[i] ?? 0) ||
    (bytes[i] === 0xc2 && ((bytes[i + 1] ?? 0) & 0xe0) === 0x80);
  while (end < limit && !special(end)) end += 1;
  let lines = 0;
  for (let i = end - 1; i > Math.max(at + 1, ring.start); i -= 1) {
    if (bytes[i] !== 0x0a) continue;
    if (lines > KEPT_LINES && bytes[i - 1] === 0x0d) return i - 1;
    lines += 1;
  }
  return null;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SPECIAL = /[\x1b\x0e\x0f]|\xc2[\x80-\x9f]/;

const flood = fc
  .tuple(
    fc.integer({ min: 1, max: 3000 }),
    fc.constantFrom('', 'y', 'é°\u00a0漢', 'x'.repeat(20)),
    fc.boolean(),
  )
  .map(([count, text, returns]) => `${text}${returns ? '\r' : ''}\n`.repeat(count));
const special = fc.constantFrom(
  '\x1b',
  '\x0e',
  '\x0f',
  '\u0080',
  '\u009b',
  '\u009f',
  '\u00a0',
  '\x07',
  '\x18',
);

test('goes as far as plain lines allow, and no further', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(flood, special), { maxLength: 12, size: 'max' }),
      fc.constantFrom(1000, 4096, 33_001),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 5 }),
      (pieces, chunk, places) => {
        const bytes = Buffer.from(pieces.join(''));
        const { ring, stretch } = printed(bytes, chunk);
        const sorted = places.map(([a, b]) => [a % (bytes.length + 1), b % (bytes.length + 1)] as const);
        for (const [at, limit] of [[0, ring.end] as const, ...sorted].sort(([a], [b]) => a - b)) {
          const target = stretch.target(at, limit, SIZE);
          const best = slowly(bytes, ring, at, limit);
          // Within a block that is not plain it may be careful.
          if (target !== null) expect(target).toBeLessThanOrEqual(best ?? -1);
          if (!bytes.subarray(at).toString('latin1').match(SPECIAL)) expect(target).toBe(best);
        }
      },
    ),
    { seed: 5, numRuns: 300 },
  );
});

test('a control that is cut in two is one', () => {
  const { ring, stretch } = printed(
    Buffer.concat([Buffer.from('a\r\n'.repeat(2000)), Buffer.from([0xc2])]),
    512,
  );
  expect(stretch.target(0, ring.end, SIZE)).toBeGreaterThan(2000);
  ring.append(Buffer.from([0x9b]));
  ring.append(Buffer.from('a\r\n'.repeat(2000)));
  expect(stretch.target(0, ring.end, SIZE)).toBeLessThan(6000);
  expect(stretch.target(6002, ring.end, SIZE)).toBeGreaterThan(6002);
});

test('what was lost is not plain', () => {
  const ring = new Ring(8192);
  const stretch = new PlainStretch(ring);
  ring.append(Buffer.from('\r\n'.repeat(8000)));
  expect(stretch.target(0, ring.end, SIZE)).toBeNull();
  expect(stretch.target(ring.start, ring.end, SIZE)).not.toBeNull();
});

test('long lines count by how often they wrap', () => {
  const line = (text: string) => `${text}\r\n`;
  const targets = (text: string) => {
    const { ring, stretch } = printed(Buffer.from(line(text).repeat(200)), 4096);
    return stretch.target(0, ring.end, SIZE);
  };
  expect(targets('x'.repeat(200))).toBeNull(); // 4 wraps and a line feed
  expect(targets('x'.repeat(241))).not.toBeNull(); // 6 wraps and a line feed
  // Nothing of this goes on to a next line for sure.
  expect(targets('漢'.repeat(85))).toBeNull();
  expect(targets(`${'x'.repeat(40)}\r`.repeat(7))).toBeNull();
  expect(targets(`${'x'.repeat(41)}\r`.repeat(6))).not.toBeNull();
});

test('a little is worth feeding before plain text, all of what is not', () => {
  const { stretch } = printed(Buffer.from(`\x1b[1m$ \x1b[0m${'y\r\n'.repeat(21_000)}`), 4096);
  stretch.look(Number.POSITIVE_INFINITY);
  expect(stretch.worthFeeding(0, 60_000)).toBeLessThan(100);
  expect(stretch.worthFeeding(100, 60_000)).toBe(60_000);
  const coloured = printed(Buffer.from('\x1b[31mred\x1b[0m text\r\n'.repeat(3000)), 4096).stretch;
  coloured.look(Number.POSITIVE_INFINITY);
  expect(coloured.worthFeeding(0, 50_000)).toBe(50_000);
});
