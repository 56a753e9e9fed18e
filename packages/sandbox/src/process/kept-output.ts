/** The last bytes that a terminal printed, numbered from its first. Grows as used. */
import { WIRE } from '../holder/wire.ts';

const FIRST_BYTES = 4096;
/** Twice what is kept, so that bytes move only now and then. */
const MOST_BYTES = 2 * WIRE.ringBytes;

export class KeptOutput {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #length = 0;
  /** One past the newest byte. */
  end = 0;

  /** The oldest byte kept. */
  get start(): number {
    return this.end - Math.min(this.#length, WIRE.ringBytes);
  }

  append(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; at += WIRE.ringBytes)
      this.#add(bytes.subarray(at, at + WIRE.ringBytes));
  }

  /** Not copied: use it at once. */
  read(from: number, most: number): Buffer {
    const at = this.#length - (this.end - from);
    return this.#bytes.subarray(at, Math.min(this.#length, at + most));
  }

  #add(bytes: Buffer): void {
    if (this.#length + bytes.length > this.#bytes.length) this.#makeRoom(bytes.length);
    bytes.copy(this.#bytes, this.#length);
    this.#length += bytes.length;
    this.end += bytes.length;
  }

  #makeRoom(wanted: number): void {
    const kept = this.read(this.start, WIRE.ringBytes);
    let size = this.#bytes.length;
    while (size < kept.length + wanted && size < MOST_BYTES) size *= 2;
    const next = size === this.#bytes.length ? this.#bytes : Buffer.allocUnsafe(size);
    kept.copy(next);
    this.#bytes = next;
    this.#length = kept.length;
  }
}
