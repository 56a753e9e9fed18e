/** One client's place in a terminal's output. Knows numbers and windows, no PTY. */
import { LIMITS } from '@sandlot/protocol';
import type { Checkpoint } from '@sandlot/sandbox';
import type { Ring } from './ring.ts';
import type { Size } from './terminal.ts';

/** The way out to one client. */
export interface TerminalClient {
  output(seq: number, bytes: Uint8Array): void;
  /** Bytes [from, to) went by unseen; a snapshot of `to` follows. */
  skipped(from: number, to: number): void;
  snapshot(seq: number, last: boolean, bytes: Uint8Array): void;
  size(cols: number, rows: number, yours: boolean): void;
  taken(bytes: number): void;
  exit(code: number | null): void;
  /** Somebody closed the terminal. */
  closed(): void;
}

let moments = 0;

export class Cursor {
  readonly client: TerminalClient;
  size: Size;
  sent = 0;
  acked = 0;
  /** Asked for a snapshot; nothing is sent until it is there. */
  catchingUp = false;
  /** What it begins with, when it could not resume. */
  snapshot: Checkpoint | null = null;
  /** Later ones have a higher number. */
  activeAt = 0;
  #taken = 0;
  #takenTimer: NodeJS.Timeout | null = null;

  constructor(client: TerminalClient, size: Size) {
    this.client = client;
    this.size = size;
  }

  /** Its window of unacknowledged bytes is not full. */
  get hasRoom(): boolean {
    return this.sent - this.acked < LIMITS.unackedBytes;
  }

  touch(): void {
    moments += 1;
    this.activeAt = moments;
  }

  send(bytes: Uint8Array): void {
    this.client.output(this.sent, bytes);
    this.sent += bytes.length;
  }

  /** Throws RangeError for a number that was never sent. */
  ack(to: number): void {
    if (to > this.sent) throw new RangeError(`ACK ${to} beyond ${this.sent}`);
    this.acked = Math.max(this.acked, to);
  }

  skipTo(snapshot: Checkpoint): void {
    this.client.skipped(this.sent, snapshot.seq);
    this.sendSnapshot(snapshot);
    this.sent = snapshot.seq;
    this.acked = snapshot.seq;
  }

  sendSnapshot({ seq, bytes }: Checkpoint): void {
    this.snapshot = null;
    for (let at = 0; at === 0 || at < bytes.length; at += LIMITS.outputChunkBytes) {
      const end = at + LIMITS.outputChunkBytes;
      this.client.snapshot(seq, end >= bytes.length, bytes.subarray(at, end));
    }
  }

  tellSize({ cols, rows }: Size, yours: boolean): void {
    this.client.size(cols, rows, yours);
  }

  /** Not at once: an echo is on its way, and would wait behind it. */
  tellTaken(taken: number): void {
    this.#taken = taken;
    this.#takenTimer ??= setTimeout(() => {
      this.#takenTimer = null;
      this.client.taken(this.#taken);
    }, LIMITS.takenMs);
  }

  /** Sends what is left, window or not: it is at most a ring. */
  drain(ring: Ring): void {
    if (this.catchingUp || this.sent < ring.start) return; // it is told of the end alone
    while (this.sent < ring.end) this.send(ring.read(this.sent, LIMITS.outputChunkBytes));
  }

  close(): void {
    if (this.#takenTimer) clearTimeout(this.#takenTimer);
    this.#takenTimer = null;
  }
}
