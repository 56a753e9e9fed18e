/**
 * Finds what a terminal prints in plain text that nobody will ever see: text without a sequence, scrolled away by
 * more lines than are kept. Parsing such a flood would cost more than all the rest of the broker.
 */
import { LIMITS } from '@sandlot/protocol';
import type { Ring } from '../terminals/ring.ts';

/** So many lines push everything before them off the screen, also once it grows, and out of the lines above. */
const LINES = LIMITS.rows.max + LIMITS.snapshotLines;
const BLOCK_BYTES = 32 * 1024;
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
   * end of a line. Null when there is no such place. The terminal is one that plain text only scrolls.
   */
  target(at: number, limit: number): number | null {
    this.#scan();
    while (this.#marks[0] && this.#marks[0].last < at) this.#marks.shift();
    const end = Math.min(limit, this.#scanned, this.#marks[0]?.first ?? limit);
    return this.#lineBefore(Math.max(at + 1, this.#ring.start), end);
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

  /** The last CR LF before `limit` that is followed by enough lines. */
  #lineBefore(from: number, limit: number): number | null {
    let lines = 0;
    for (let end = limit; end > from; ) {
      const start = Math.max(from, end - BLOCK_BYTES);
      const block = this.#ring.read(start, end - start);
      for (let at = block.lastIndexOf(LF); at > 0; at = block.lastIndexOf(LF, at - 1)) {
        if (lines > LINES && block[at - 1] === CR) return start + at - 1;
        lines += 1;
      }
      end = start;
    }
    return null;
  }
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
