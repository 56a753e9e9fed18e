import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Screen } from './screen.ts';
import { PageTerminal } from './testing/page-terminal.ts';
import { screenOfSize } from './testing/screen-of-size.ts';
import { afterSize, beforeSize, type Piece, sizes, streams } from './testing/streams.ts';

/** Cuts into pieces of those lengths, over and over. */
function* cut(bytes: Buffer, lengths: number[]): Generator<Buffer> {
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const length = Math.max(1, lengths[i % lengths.length] ?? bytes.length);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

/** Feeds one piece to all; the bytes in chunks cut anywhere. Returns the bytes. */
function give(piece: Piece, chunks: number[], terminals: (Screen | PageTerminal)[]): Buffer {
  if (typeof piece !== 'string') {
    const before = print(beforeSize(piece), chunks, terminals);
    for (const one of terminals) one.resize(piece.cols, piece.rows);
    return Buffer.concat([before, print(afterSize(piece), chunks, terminals)]);
  }
  return print(piece, chunks, terminals);
}

function print(text: string, chunks: number[], terminals: (Screen | PageTerminal)[]): Buffer {
  const bytes = Buffer.from(text);
  for (const one of terminals) {
    for (const chunk of cut(bytes, chunks)) {
      if (one instanceof Screen) one.feed(chunk);
      else one.write(chunk);
    }
  }
  return bytes;
}

const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

test('a snapshot brings a page to the same state, wherever the stream is cut', () => {
  fc.assert(
    fc.property(sizes, streams, fc.nat(), lengths, (size, [before, after], at, chunks) => {
      const page = new PageTerminal(size.cols, size.rows);
      const screen = screenOfSize(size);
      let printed = Buffer.alloc(0);
      const say = (piece: Piece, to: (Screen | PageTerminal)[]) => {
        printed = Buffer.concat([printed, give(piece, chunks, to)]);
      };
      for (const piece of before) say(piece, [page, screen]);
      const [first = '', ...rest] = after;
      const bytes = typeof first === 'string' ? Buffer.from(first) : Buffer.alloc(0);
      const half = bytes.length === 0 ? 0 : at % bytes.length;
      page.write(bytes.subarray(0, half));
      screen.feed(bytes.subarray(0, half));
      printed = Buffer.concat([printed, bytes.subarray(0, half)]);

      const snapshot = screen.save();
      const late = new PageTerminal(snapshot.cols, snapshot.rows);
      late.write(snapshot.bytes);
      expect(late.answers).toEqual([]);
      expect(late.bells).toBe(0);
      late.write(printed.subarray(snapshot.seq));
      expect(late.seen()).toEqual(page.seen());

      page.write(bytes.subarray(half));
      late.write(bytes.subarray(half));
      if (typeof first !== 'string') give(first, chunks, [page, late]);
      for (const piece of rest) give(piece, chunks, [page, late]);
      expect(late.seen()).toEqual(page.seen());
      page.terminal.dispose();
      late.terminal.dispose();
      screen.dispose();
    }),
    { seed: 7, numRuns: 600 },
  );
});
