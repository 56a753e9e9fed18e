/**
 * Finds what a terminal prints in plain text that nobody will ever see: text without a sequence, scrolled away by
 * more lines than are kept. Parsing such a flood would cost more than all the rest of the broker.
 */
import { LIMITS } from '@sandlot/protocol';
import type { Ring } from '../terminals/ring.ts';
import type { Size } from './size-log.ts';

const BLOCK_BYTES = 32 * 1024;
/** Most sequences are shorter. */
const SEQUENCE_BYTES = 64;
const LF = 0x0a;
const CR = 0x0d;
const C1_LEAD = 0xc2;
/** Begin sequences or change the character set. */
const SPECIAL = [0x1b, 0x0e, 0x0f];

/** The first and the last byte of a block that are not plain. */
interface Mark {
  first: number;
  last: number;
}

export class PlainStretch {
  readonly #ring: Ring;
  #scanned: number;
  /** Of the blocks that are not plain, in their order. */
  #marks: Mark[] = [];

  constructor(ring: Ring) {
    this.#ring = ring;
    this.#scanned = ring.start;
  }

  /** Looks at everything in the ring before it forgets what comes before `start`. */
  look(start: number): void {
    if (start > this.#scanned) this.#scan();
  }

  /**
   * Where a terminal that is at `at` may go on without a difference once all bytes before `limit` are fed: at the
   * end of a line. Null when there is no such place. The terminal has that size until then, and plain text only
   * scrolls it.
   */
  target(at: number, limit: number, size: Size): number | null {
    this.#scan();
    while (this.#marks[0] && this.#marks[0].last < at) this.#marks.shift();
    const end = Math.min(limit, this.#scanned, this.#marks[0]?.first ?? limit);
    return this.#lineBefore(Math.max(at + 1, this.#ring.start), end, size);
  }

  /**
   * How far to feed from `at` on, `most` bytes at the most: not far into plain text, which may be skipped as soon
   * as it is known that it only scrolls.
   */
  worthFeeding(at: number, most: number): number {
    let end: number | null = null;
    for (const { first, last } of this.#marks) {
      if (last < at) continue;
      if (end === null ? first > at + most : first > end + most) break;
      end = last + SEQUENCE_BYTES;
    }
    return end === null ? most : Math.min(most, end - at);
  }

  #scan(): void {
    if (this.#scanned < this.#ring.start) {
      this.#marks.push({ first: this.#scanned, last: this.#ring.start - 1 });
      this.#scanned = this.#ring.start;
    }
    while (this.#scanned < this.#ring.end) {
      const block = this.#ring.read(this.#scanned, BLOCK_BYTES);
      // A lead waits for what follows it.
      const whole = block[block.length - 1] === C1_LEAD ? block.length - 1 : block.length;
      const mark = markIn(block);
      if (mark) this.#marks.push({ first: this.#scanned + mark.first, last: this.#scanned + mark.last });
      this.#scanned += whole;
      if (block.length < BLOCK_BYTES) return;
    }
  }

  /**
   * The last CR LF before `limit` that is followed by enough lines: they take the cursor to the last line, and
   * push everything else off the screen and out of the lines above.
   */
  #lineBefore(from: number, limit: number, { cols, rows }: Size): number | null {
    const enough = rows + LIMITS.snapshotLines;
    let lines = 0;
    for (let end = limit; end > from; ) {
      const start = Math.max(from, end - BLOCK_BYTES);
      const block = this.#ring.read(start, end - start);
      let next = block.length;
      for (let at = block.lastIndexOf(LF); at > 0; at = block.lastIndexOf(LF, at - 1)) {
        if (next - at > cols) lines += wraps(block.subarray(at + 1, next), cols);
        if (lines > enough && block[at - 1] === CR) return start + at - 1;
        lines += 1;
        next = at;
      }
      end = start;
    }
    return null;
  }
}

/** How often text wraps at least, wherever it begins: control characters may take the cursor back. */
function wraps(text: Buffer, cols: number): number {
  let lines = 0;
  let run = 0;
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at] as number; // an iterator takes ten times as long
    if (byte >= 0x20 && byte < 0x7f) run += 1;
    else if (byte < 0x80) {
      lines += Math.max(0, Math.floor((run - 1) / cols));
      run = 0;
    }
  }
  return lines + Math.max(0, Math.floor((run - 1) / cols));
}

function markIn(block: Buffer): Mark | null {
  let first = block.length;
  let last = -1;
  for (const byte of SPECIAL) {
    const at = block.indexOf(byte);
    if (at < 0) continue;
    first = Math.min(first, at);
    last = Math.max(last, block.lastIndexOf(byte));
  }
  for (let at = block.indexOf(C1_LEAD); at >= 0; at = block.indexOf(C1_LEAD, at + 1)) {
    if (((block[at + 1] ?? 0) & 0xe0) !== 0x80) continue;
    first = Math.min(first, at);
    last = Math.max(last, at + 1);
  }
  return last < 0 ? null : { first, last };
}
