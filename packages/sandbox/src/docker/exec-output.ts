/** Reads what an exec without a TTY prints: Docker's frames of an 8-byte header and a payload. */

/** Gives the payloads of a stream of frames, in order. Holds at most one header back. */
export class Unframer {
  #header = Buffer.alloc(0);
  #left = 0;

  push(chunk: Buffer): Buffer[] {
    const payloads: Buffer[] = [];
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#left > 0) {
        const payload = rest.subarray(0, this.#left);
        payloads.push(payload);
        this.#left -= payload.length;
        rest = rest.subarray(payload.length);
        continue;
      }
      const missing = 8 - this.#header.length;
      this.#header = Buffer.concat([this.#header, rest.subarray(0, missing)]);
      rest = rest.subarray(missing);
      if (this.#header.length < 8) break;
      this.#left = this.#header.readUInt32BE(4);
      this.#header = Buffer.alloc(0);
    }
    return payloads;
  }
}

/** Keeps the first `limit` bytes and forgets the rest. */
export class Head {
  readonly #limit: number;
  readonly #kept: Buffer[] = [];
  #length = 0;
  truncated = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(bytes: Buffer): void {
    const room = this.#limit - this.#length;
    if (bytes.length > room) this.truncated = true;
    if (room <= 0) return;
    const part = bytes.subarray(0, room);
    this.#kept.push(part);
    this.#length += part.length;
  }

  /** As UTF-8; a character that the limit cut in two is left out. */
  text(): string {
    return new TextDecoder().decode(Buffer.concat(this.#kept), { stream: this.truncated });
  }
}
