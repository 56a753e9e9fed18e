/** Bytes that a ring had to forget before they could be fed, in their order. */
export class TakenBytes {
  #chunks: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(bytes: Buffer): void {
    this.#chunks.push(bytes);
    this.#length += bytes.length;
  }

  /** At most `max` of the oldest; it has some. */
  shift(max: number): Buffer {
    const first = this.#chunks[0] as Buffer;
    if (first.length <= max) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(max);
    const taken = first.subarray(0, max);
    this.#length -= taken.length;
    return taken;
  }

  clear(): void {
    this.#chunks = [];
    this.#length = 0;
  }
}
