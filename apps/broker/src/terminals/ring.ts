/**
 * The last bytes that a terminal printed, numbered from its first. Grows as used up to `capacity`, then
 * forgets the oldest. Knows no terminal.
 */
export class Ring {
  readonly capacity: number;
  #bytes: Buffer;
  #end = 0;
  #length = 0;

  /** `start` is the number of the first byte that will come. */
  constructor(capacity: number, start = 0, initial = 4096) {
    this.capacity = capacity;
    this.#end = start;
    this.#bytes = Buffer.allocUnsafe(Math.min(initial, capacity));
  }

  /** The number of the oldest byte kept. */
  get start(): number {
    return this.#end - this.#length;
  }

  /** One past the number of the newest byte. */
  get end(): number {
    return this.#end;
  }

  append(bytes: Uint8Array): void {
    this.#grow(this.#length + bytes.length);
    const size = this.#bytes.length;
    const kept = bytes.length > size ? bytes.subarray(bytes.length - size) : bytes;
    this.#end += bytes.length;
    const at = (this.#end - kept.length) % size;
    const first = Math.min(kept.length, size - at);
    this.#bytes.set(kept.subarray(0, first), at);
    this.#bytes.set(kept.subarray(first), 0);
    this.#length = Math.min(this.#length + bytes.length, size);
  }

  /** A copy of at most `max` bytes from number `from`, which must be kept still. */
  read(from: number, max: number): Buffer {
    if (from < this.start || from > this.#end) throw new RangeError(`byte ${from} is not in the ring`);
    const count = Math.min(max, this.#end - from);
    const out = Buffer.allocUnsafe(count);
    const at = from % this.#bytes.length;
    const first = Math.min(count, this.#bytes.length - at);
    this.#bytes.copy(out, 0, at, at + first);
    this.#bytes.copy(out, first, 0, count - first);
    return out;
  }

  #grow(wanted: number): void {
    let size = this.#bytes.length;
    if (wanted <= size || size === this.capacity) return;
    while (size < wanted && size < this.capacity) size = Math.min(size * 2, this.capacity);
    const kept = this.read(this.start, this.#length);
    const from = this.start;
    this.#bytes = Buffer.allocUnsafe(size);
    for (let i = 0; i < kept.length; ) {
      const at = (from + i) % size;
      const n = Math.min(kept.length - i, size - at);
      kept.copy(this.#bytes, at, i, i + n);
      i += n;
    }
  }
}
