/** A stream in which every byte is known by its place: lines that count. Checks what arrives, by number and by bytes. */

/** `0000000042\n`: eleven bytes. */
const LINE = 11;
const START = 'STREAM:';

/** Prints lines for ever: `lines` at a time, then sleeps for `pauseMs`; without a pause as fast as it can. Ctrl-C ends it. */
export function streamCommand(lines: number, pauseMs: number): string {
  const nap = pauseMs > 0 ? `select undef, undef, undef, ${pauseMs / 1000};` : '';
  const some = `$s = ""; for (1..${lines}) { $s .= sprintf("%010d\\n", $i++) }`;
  const loop = `$| = 1; print "STR"."EAM:"; while (1) { ${some} print $s; ${nap} }`;
  return `stty raw -echo isig; exec perl -e '${loop}'`;
}

/** The stream's byte number `at`, as a character code. */
function byteAt(at: number): number {
  const place = at % LINE;
  if (place === LINE - 1) return 10;
  return 48 + (Math.floor(Math.floor(at / LINE) / 10 ** (LINE - 2 - place)) % 10);
}

/** The stream's bytes from number `from`, `count` of them. */
function expected(from: number, count: number): Buffer {
  const lines: string[] = [];
  const first = Math.floor(from / LINE);
  for (let i = first; i * LINE < from + count; i++) lines.push(`${String(i).padStart(LINE - 1, '0')}\n`);
  return Buffer.from(lines.join('')).subarray(from % LINE, (from % LINE) + count);
}

export class StreamCheck {
  /** Bytes that never came though nobody said so, came twice, or were others than were printed. */
  lost = 0;
  doubled = 0;
  wrong = 0;
  /** Bytes that came, and those that the broker said it skipped. */
  taken = 0;
  skipped = 0;
  /** The sequence number of the stream's first byte; null until it has begun. */
  #start: number | null = null;
  #next = 0;
  #head = '';

  get begun(): boolean {
    return this.#start !== null;
  }

  /** The number of the byte that must come next. */
  get next(): number {
    return this.#next;
  }

  /** The broker says that it goes on at `to`. */
  skip(to: number): void {
    this.skipped += to - this.#next;
    this.#next = to;
  }

  /** Takes output in the order in which it came. */
  take(seq: number, bytes: Uint8Array): void {
    if (this.#start === null) {
      this.#find(seq, bytes);
      return;
    }
    if (seq > this.#next) this.lost += seq - this.#next;
    const again = Math.max(0, Math.min(bytes.length, this.#next - seq));
    this.doubled += again;
    const at = seq + again - this.#start;
    const fresh = bytes.subarray(again);
    if (!expected(at, fresh.length).equals(fresh)) this.#count(at, fresh);
    this.taken += fresh.length;
    this.#next = Math.max(this.#next, seq + bytes.length);
  }

  #count(at: number, bytes: Uint8Array): void {
    for (const [i, byte] of bytes.entries()) if (byte !== byteAt(at + i)) this.wrong += 1;
  }

  #find(seq: number, bytes: Uint8Array): void {
    this.#head += Buffer.from(bytes).toString('latin1');
    const at = this.#head.indexOf(START);
    if (at < 0) return;
    const rest = Buffer.from(this.#head.slice(at + START.length), 'latin1');
    this.#start = seq + bytes.length - rest.length;
    this.#next = this.#start;
    this.take(this.#start, rest);
  }
}
