/**
 * The sequence that a terminal is in the middle of. A snapshot is best taken before its first byte: the rest of
 * the stream then begins there. Where that is not possible it says what to write after the snapshot instead.
 */

/** Longer ones are not told again: what comes of them is left out. */
export const UNFINISHED_MAX_BYTES = 4096;

/** States of xterm's parser. */
const STRING_STATES = { ignored: 7, osc: 8, dcsParam: 9, dcs: 13 } as const;
const ESC = 0x1b;

export class Unfinished {
  #bytes = new Uint8Array(0);
  #tooLong = false;

  /** `state` is the parser's after these bytes; 0: between sequences. */
  fed(bytes: Uint8Array, state: number): void {
    if (state === 0) {
      if (this.#bytes.length > 0) this.#bytes = new Uint8Array(0);
      this.#tooLong = false;
      return;
    }
    const start = lastIntroducer(bytes);
    const added = start < 0 ? bytes : bytes.subarray(start);
    const before = start < 0 ? this.#bytes : new Uint8Array(0);
    this.#tooLong = (start < 0 && this.#tooLong) || before.length + added.length > UNFINISHED_MAX_BYTES;
    this.#bytes = this.#tooLong ? new Uint8Array(0) : Uint8Array.from([...before, ...added]);
  }

  /** How many of the last bytes are to come again after a snapshot; null: none, `resume` does it. */
  again(state: number): number | null {
    if (state === 0) return 0;
    const executes = state < STRING_STATES.ignored && this.#bytes.some(isExecuted);
    return this.#tooLong || executes ? null : this.#bytes.length;
  }

  /** Brings a terminal between sequences into the middle of this one, without doing again what was done. */
  resume(state: number): Uint8Array {
    if (!this.#tooLong) return this.#bytes.filter((byte) => !isExecuted(byte));
    return Buffer.from(swallow(state));
  }
}

/** Control characters within a sequence take effect at once. */
const isExecuted = (byte: number) => byte < 0x20 && byte !== ESC;

/** What makes a terminal take the rest of a sequence of that kind for nothing. */
function swallow(state: number): string {
  if (state === STRING_STATES.ignored) return '\x1bX';
  if (state === STRING_STATES.osc) return '\x1b]9999;';
  if (state === STRING_STATES.dcs) return '\x1bPz';
  return state >= STRING_STATES.dcsParam ? '\x1bP0<' : '\x1b[0<';
}

/** Where the last sequence begins: by ESC, or by one of the C1 controls that do the same. */
function lastIntroducer(bytes: Uint8Array): number {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const esc = view.lastIndexOf(ESC);
  for (let at = view.lastIndexOf(0xc2); at > esc; at = at > 0 ? view.lastIndexOf(0xc2, at - 1) : -1) {
    const next = view[at + 1] ?? 0;
    if ([0x90, 0x98, 0x9b, 0x9d, 0x9e, 0x9f].includes(next)) return at;
  }
  return esc;
}
