/** Cuts a stream into frames. Knows lengths, no meaning. */
import { Breach, WIRE } from './wire.ts';

const LENGTH_BYTES = 4;

export class FrameSplitter {
  readonly #onFrame: (frame: Buffer) => void;
  /** The beginning of a frame that is not whole yet, with room for all of it once its length is known. */
  #part = Buffer.alloc(0);
  #have = 0;

  /** `onFrame` gets type and body; what it throws comes out of push. */
  constructor(onFrame: (frame: Buffer) => void) {
    this.#onFrame = onFrame;
  }

  /** Throws Breach for a length that no frame has. Keeps no more than one frame. */
  push(chunk: Buffer): void {
    let at = this.#have > 0 ? this.#complete(chunk) : 0;
    while (chunk.length - at >= LENGTH_BYTES) {
      const end = at + LENGTH_BYTES + frameLength(chunk, at);
      if (end > chunk.length) break;
      this.#onFrame(chunk.subarray(at + LENGTH_BYTES, end));
      at = end;
    }
    if (at < chunk.length) this.#keep(chunk.subarray(at));
  }

  /** Completes the frame that was begun, if the chunk has enough; gives how much of the chunk that took. */
  #complete(chunk: Buffer): number {
    let at = 0;
    if (this.#have < LENGTH_BYTES) {
      at = this.#take(chunk, 0, LENGTH_BYTES);
      if (this.#have < LENGTH_BYTES) return at;
    }
    const length = LENGTH_BYTES + frameLength(this.#part, 0);
    if (this.#part.length < length) {
      const whole = Buffer.allocUnsafe(length);
      this.#part.copy(whole, 0, 0, this.#have);
      this.#part = whole;
    }
    at += this.#take(chunk, at, length);
    if (this.#have < length) return at;
    const frame = this.#part.subarray(LENGTH_BYTES, length);
    this.#have = 0;
    this.#part = Buffer.alloc(0);
    this.#onFrame(frame);
    return at;
  }

  #take(chunk: Buffer, from: number, until: number): number {
    const taken = chunk.copy(this.#part, this.#have, from, from + until - this.#have);
    this.#have += taken;
    return taken;
  }

  #keep(rest: Buffer): void {
    const length = rest.length < LENGTH_BYTES ? LENGTH_BYTES : LENGTH_BYTES + frameLength(rest, 0);
    this.#part = Buffer.allocUnsafe(length);
    this.#have = rest.copy(this.#part);
  }
}

function frameLength(bytes: Buffer, at: number): number {
  const length = bytes.readUInt32BE(at);
  if (length === 0 || length > WIRE.frameBytes) throw new Breach(`a frame of ${length} bytes`);
  return length;
}
