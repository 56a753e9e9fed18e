/**
 * One PTY, its ring, and the clients that look at it. Each client has a cursor into the ring, so a slow one
 * neither grows a queue nor slows another. Knows no WebSocket and no engine.
 */
import { LIMITS } from '@sandlot/protocol';
import type { Pty } from '@sandlot/sandbox';
import { Ring } from './ring.ts';

/** The way out to one client. */
export interface TerminalClient {
  output(seq: number, bytes: Uint8Array): void;
  /** Bytes [from, to) went by unseen. */
  skipped(from: number, to: number): void;
  exit(code: number | null): void;
}

/** A client's place in the stream. */
export interface Attachment {
  /** The number of the first byte it will get. */
  readonly seq: number;
  readonly resumed: boolean;
  /** Begins sending; call it once the client knows `seq`. */
  begin(): void;
  /** Throws RangeError for a number that was never sent. */
  ack(seq: number): void;
  detach(): void;
}

interface Cursor {
  client: TerminalClient;
  sent: number;
  acked: number;
  begun: boolean;
}

export class Terminal {
  readonly id: string;
  readonly #pty: Pty;
  readonly #ring = new Ring(LIMITS.ringBytes);
  readonly #cursors = new Set<Cursor>();
  readonly #onExit: () => void;
  readonly #onOutput: () => void;
  #paused = false;
  #exited = false;

  constructor(id: string, pty: Pty, on: { output(): void; exit(): void }) {
    this.id = id;
    this.#pty = pty;
    this.#onOutput = on.output;
    this.#onExit = on.exit;
    pty.onData((bytes) => this.#take(bytes));
    pty.onExit((code) => this.#end(code));
  }

  get attached(): number {
    return this.#cursors.size;
  }

  get exited(): boolean {
    return this.#exited;
  }

  /** Where a client that has everything before `from` goes on; null for one that has nothing. */
  attach(client: TerminalClient, from: number | null): Attachment {
    const resumed = from !== null && from <= this.#ring.end;
    const seq = resumed ? from : this.#ring.start;
    const cursor: Cursor = { client, sent: seq, acked: seq, begun: false };
    this.#cursors.add(cursor);
    return {
      seq,
      resumed,
      begin: () => {
        cursor.begun = true;
        this.#pump(cursor);
        this.#balance();
      },
      ack: (to) => {
        if (to > cursor.sent) throw new RangeError(`ACK ${to} beyond ${cursor.sent}`);
        cursor.acked = Math.max(cursor.acked, to);
        this.#pump(cursor);
        this.#balance();
      },
      detach: () => {
        this.#cursors.delete(cursor);
        this.#balance();
      },
    };
  }

  /** False when the program has not read what it was sent before and the limit is reached: nothing was written. */
  write(bytes: Uint8Array): boolean {
    if (this.#exited) return true;
    if (this.#pty.queuedBytes + bytes.length > LIMITS.inputQueueBytes) return false;
    this.#pty.write(bytes);
    return true;
  }

  /** The last client that speaks decides the size. */
  resize(cols: number, rows: number): void {
    if (!this.#exited) this.#pty.resize(cols, rows);
  }

  kill(): void {
    if (!this.#exited) this.#pty.kill();
  }

  #take(bytes: Uint8Array): void {
    this.#ring.append(bytes);
    for (const cursor of this.#cursors) this.#pump(cursor);
    this.#balance();
    this.#onOutput();
  }

  #pump(cursor: Cursor): void {
    if (!cursor.begun) return;
    const ring = this.#ring;
    if (cursor.sent < ring.start) {
      cursor.client.skipped(cursor.sent, ring.start);
      cursor.sent = ring.start;
      cursor.acked = ring.start;
    }
    while (cursor.sent < ring.end && cursor.sent - cursor.acked < LIMITS.unackedBytes) {
      const bytes = ring.read(cursor.sent, LIMITS.outputChunkBytes);
      cursor.client.output(cursor.sent, bytes);
      cursor.sent += bytes.length;
    }
  }

  /** Stops the program while even the fastest client is behind; with nobody there it runs on into the ring. */
  #balance(): void {
    let fastest = this.#cursors.size > 0 ? 0 : this.#ring.end;
    for (const cursor of this.#cursors) fastest = Math.max(fastest, cursor.acked);
    const behind = this.#ring.end - fastest;
    if (!this.#paused && behind >= LIMITS.unackedBytes) {
      this.#paused = true;
      this.#pty.pause();
    } else if (this.#paused && behind < LIMITS.unackedBytes / 2) {
      this.#paused = false;
      this.#pty.resume();
    }
  }

  #end(code: number | null): void {
    if (this.#exited) return;
    this.#exited = true;
    for (const cursor of this.#cursors) {
      this.#drain(cursor);
      cursor.client.exit(code);
    }
    this.#cursors.clear();
    this.#onExit();
  }

  /** Sends what is left, window or not: it is at most a ring. */
  #drain(cursor: Cursor): void {
    cursor.acked = cursor.sent;
    while (cursor.begun && cursor.sent < this.#ring.end) {
      cursor.acked = cursor.sent;
      this.#pump(cursor);
    }
  }
}
