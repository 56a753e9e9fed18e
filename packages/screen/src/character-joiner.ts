/** Gives a stream of UTF-8 on without ever cutting a character: xterm 6.0 loses some that it gets in pieces. */
export class CharacterJoiner {
  #held = new Uint8Array(0);

  /** How many bytes of a character wait for the others; at most 3. */
  get length(): number {
    return this.#held.length;
  }

  /** What came before and `bytes`, up to the last character that is whole. Bytes that are no UTF-8 are never held. */
  push(bytes: Uint8Array): Uint8Array {
    const all = this.#held.length === 0 ? bytes : joined(this.#held, bytes);
    const end = wholeCharacters(all);
    this.#held = all.slice(end);
    return all.subarray(0, end);
  }

  /** Forgets what waits. */
  clear(): void {
    this.#held = new Uint8Array(0);
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** Where the last character ends that is there with all its bytes. */
function wholeCharacters(bytes: Uint8Array): number {
  const end = bytes.length;
  for (let at = end - 1; at >= Math.max(0, end - 3); at -= 1) {
    const byte = bytes[at] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte >= 0xf8 || byte < 0xc0 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return at + size > end ? at : end;
  }
  return end;
}
