/**
 * What was typed and is not yet known to have arrived. Bytes are numbered from the client's first one; each is
 * handed out once, and again only after a cut, when the broker says that it has not taken it.
 */
import { LIMITS } from '@sandlot/protocol';

/** How much is kept. */
export const INPUT_LIMITS = {
  /** Typed while the line is cut. */
  cutBytes: 64 * 1024,
  /** Typed or pasted while the line is open: as much as the broker keeps for a program that does not read. */
  openBytes: LIMITS.inputQueueBytes,
  /** On its way without an answer; the rest waits for TAKEN, so that a long paste never overruns the broker. */
  windowBytes: 256 * 1024,
} as const;

export interface InputPart {
  offset: number;
  bytes: Uint8Array;
}

export class InputQueue {
  /** The number of the first byte that is kept. */
  #base = 0;
  /** One past the last byte that was handed out. */
  #sent = 0;
  #kept: Uint8Array[] = [];
  #length = 0;

  /** How many bytes are kept. */
  get length(): number {
    return this.#length;
  }

  /** True when there are bytes of which nobody knows whether they arrived. */
  get uncertain(): boolean {
    return this.#sent > this.#base;
  }

  /** Bytes were handed out in this numbering before. */
  get begun(): boolean {
    return this.#sent > 0;
  }

  /** Keeps `bytes` unless that makes more than `most`; false: none of them were taken. */
  add(bytes: Uint8Array, most: number): boolean {
    if (this.length + bytes.length > most) return false;
    this.#length += bytes.length;
    if (bytes.length > 0) this.#kept.push(bytes);
    return true;
  }

  /** What may be sent now, in parts that fit a frame. Each byte comes once until `resendFrom`. */
  takeParts(): InputPart[] {
    const most = LIMITS.clientFrameBytes - 9;
    const bytes = this.#unsent();
    const parts: InputPart[] = [];
    for (let at = 0; at < bytes.length; at += most) {
      parts.push({ offset: this.#sent + at, bytes: bytes.subarray(at, at + most) });
    }
    this.#sent += bytes.length;
    return parts;
  }

  /** The broker has taken all before `count`; what it says twice, or of bytes that were never sent, is nothing new. */
  confirm(count: number): void {
    if (count > this.#sent) return;
    while (this.#base < count && this.#kept[0]) {
      const done = Math.min(this.#kept[0].length, count - this.#base);
      this.#base += done;
      this.#length -= done;
      if (done === this.#kept[0].length) this.#kept.shift();
      else this.#kept[0] = this.#kept[0].subarray(done);
    }
  }

  /** After a cut: the broker has taken all before `count`, and gets the rest again. False: it counts otherwise. */
  resendFrom(count: number): boolean {
    if (count < this.#base || count > this.#sent) return false;
    this.confirm(count);
    this.#sent = this.#base;
    return true;
  }

  /** Lets go of what is kept and returns it; the next byte has number `count`, or follows what was handed out. */
  drop(count = this.#sent): Uint8Array[] {
    const dropped = this.#kept;
    this.#kept = [];
    this.#length = 0;
    this.#base = count;
    this.#sent = count;
    return dropped;
  }

  /** Keys that wait go together: a frame for each would be many. */
  #unsent(): Uint8Array {
    let skip = this.#sent - this.#base;
    let room = INPUT_LIMITS.windowBytes - skip;
    const slices: Uint8Array[] = [];
    for (const part of this.#kept) {
      const slice = part.subarray(Math.min(skip, part.length)).subarray(0, Math.max(0, room));
      skip = Math.max(0, skip - part.length);
      room -= slice.length;
      if (slice.length > 0) slices.push(slice);
    }
    if (slices.length === 1 && slices[0]) return slices[0];
    const joined = new Uint8Array(slices.reduce((sum, slice) => sum + slice.length, 0));
    let at = 0;
    for (const slice of slices) {
      joined.set(slice, at);
      at += slice.length;
    }
    return joined;
  }
}
