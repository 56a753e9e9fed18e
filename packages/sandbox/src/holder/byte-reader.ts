/** Reads the parts of a frame in order; throws Breach when there is less than a part needs. */
import { Breach } from './wire.ts';

const ID_BYTES = 16;

export class ByteReader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  number(size: 1 | 2 | 4): number {
    return this.#bytes.readUIntBE(this.#skip(size), size);
  }

  /** Throws Breach for more than `most`. */
  u64(most: number): number {
    const value = Number(this.#bytes.readBigUInt64BE(this.#skip(8)));
    if (value > most) throw new Breach(`the number ${value}`);
    return value;
  }

  id(): string {
    const at = this.#skip(ID_BYTES);
    return this.#bytes.toString('hex', at, at + ID_BYTES);
  }

  text(): string {
    const length = this.number(2);
    const at = this.#skip(length);
    return this.#bytes.toString('utf8', at, at + length);
  }

  texts(): string[] {
    return Array.from({ length: this.number(2) }, () => this.text());
  }

  /** All that is left, not copied. Throws Breach for more than `most`. */
  rest(most = Number.POSITIVE_INFINITY): Buffer {
    const rest = this.#bytes.subarray(this.#at);
    if (rest.length > most) throw new Breach(`${rest.length} bytes`);
    this.#at = this.#bytes.length;
    return rest;
  }

  /** Throws Breach when something is left. */
  end(): void {
    if (this.#at < this.#bytes.length) throw new Breach('a frame that is too long');
  }

  #skip(size: number): number {
    const at = this.#at;
    if (this.#bytes.length - at < size) throw new Breach('a frame that is too short');
    this.#at = at + size;
    return at;
  }
}
