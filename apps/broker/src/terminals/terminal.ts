/**
 * One PTY, its ring, its screen, and the clients that look at it. Each client has a cursor into the ring, so a
 * slow one neither grows a queue nor slows another; what the ring has forgotten comes to it as a snapshot.
 * Knows no WebSocket and no engine.
 */
import { LIMITS } from '@sandlot/protocol';
import type { Checkpoint, Foreground, Pty } from '@sandlot/sandbox';
import { ScreenKeeper } from '../screens/screen-keeper.ts';
import type { Screens } from '../screens/screens.ts';
import { Cursor, type TerminalClient } from './cursor.ts';
import { InputCounts } from './input-counts.ts';
import { Ring } from './ring.ts';

export interface Size {
  cols: number;
  rows: number;
}

/** A client that comes: what it is called, how large it is, and what it has already. */
export interface Arrival extends Size {
  clientId: string;
  /** One past the last byte it has of this terminal; null: it has nothing of it. */
  from: number | null;
  /** Nobody looks at it now: it leaves the size to others. */
  background: boolean;
}

/** A client's place in the stream. */
export interface Attachment {
  /** The number of the first byte it will get. */
  readonly seq: number;
  readonly resumed: boolean;
  /** How many bytes it will not see, beyond what the snapshot shows of them. */
  readonly skipped: number;
  /** How much of its input was taken; null: an earlier broker knew. */
  readonly input: number | null;
  /** Begins sending; call it once the client knows the above. */
  begin(): void;
  /** Throws RangeError for a number that was never sent. */
  ack(seq: number): void;
  /** False when the program has not read what it was sent before and the limit is reached. Throws RangeError for a gap. */
  write(offset: number, bytes: Uint8Array): boolean;
  resize(size: Size): void;
  detach(): void;
}

/** Looks at all that is printed, as it comes, without a window of its own. */
export interface Tap {
  output(bytes: Uint8Array): void;
  resized(size: Size): void;
}

export class Terminal {
  readonly id: string;
  readonly #pty: Pty;
  readonly #ring: Ring;
  readonly #screen: ScreenKeeper;
  readonly #cursors = new Set<Cursor>();
  readonly #taps = new Set<Tap>();
  readonly #inputs = new InputCounts();
  readonly #on: { output(bytes: Uint8Array): void; exit(): void };
  /** Whose size it has: the client that typed, resized or came last. */
  #active: Cursor | null = null;
  #paused = false;
  #exited = false;
  #closed = false;
  /** Clients that wait for a snapshot: the program waits for them, or the ring would be past it again. */
  #waiting = 0;

  constructor(pty: Pty, screens: Screens, on: { output(bytes: Uint8Array): void; exit(): void }) {
    this.id = pty.id;
    this.#pty = pty;
    this.#on = on;
    this.#ring = new Ring(LIMITS.ringBytes, pty.seq);
    this.#screen = new ScreenKeeper(
      screens,
      this.#ring,
      { cols: pty.cols, rows: pty.rows },
      {
        checkpoint: pty.durable ? (checkpoint) => pty.keepCheckpoint(checkpoint) : null,
        relief: () => this.#balance(),
      },
      pty.checkpoint,
    );
    pty.onData((bytes) => this.#take(bytes));
    pty.onExit((code) => this.#end(code));
  }

  get attached(): number {
    return this.#cursors.size;
  }

  get exited(): boolean {
    return this.#exited;
  }

  get durable(): boolean {
    return this.#pty.durable;
  }

  get size(): Size {
    return { cols: this.#pty.cols, rows: this.#pty.rows };
  }

  /** A few words kept with the program, as long as it lives. */
  get note(): string {
    return this.#pty.note;
  }

  set note(words: string) {
    this.#pty.keepNote(words);
  }

  foreground(): Promise<Foreground> {
    return this.#pty.foreground();
  }

  /** The screen after all that was printed before the call, and nothing later. */
  async snapshot(): Promise<Checkpoint> {
    const end = this.#ring.end;
    const { seq, bytes, ...size } = await this.#screen.snapshot();
    // It stands before a sequence that is not whole yet; what there is of it belongs to it here.
    const rest = seq >= this.#ring.start ? this.#ring.read(seq, Math.max(0, end - seq)) : Buffer.alloc(0);
    return { ...size, seq: seq + rest.length, bytes: Buffer.concat([bytes, rest]) };
  }

  /** Begins to tell all that is printed from now on; returns the way to stop. */
  tap(tap: Tap): () => void {
    this.#taps.add(tap);
    return () => this.#taps.delete(tap);
  }

  /** Lets a client in: it goes on where it was when the ring still knows, else from a snapshot. */
  async attach(client: TerminalClient, arrival: Arrival): Promise<Attachment> {
    const { clientId, from, cols, rows } = arrival;
    const claims = !arrival.background || this.#active === null;
    const cursor = new Cursor(client, { cols, rows });
    const resumed = from !== null && from >= this.#ring.start && from <= this.#ring.end;
    if (claims) this.#fit(cursor.size);
    let seq = from ?? 0;
    if (!resumed) {
      this.#wait(1);
      try {
        cursor.snapshot = await this.#snapshotOrNothing();
      } finally {
        this.#wait(-1);
      }
      seq = cursor.snapshot.seq;
    }
    cursor.sent = seq;
    cursor.acked = seq;
    return {
      seq,
      resumed,
      skipped: resumed || from === null ? 0 : Math.max(0, seq - from),
      input: this.#inputs.arrive(clientId, from !== null),
      begin: () => this.#begin(cursor, claims),
      ack: (to) => this.#ack(cursor, to),
      write: (offset, bytes) => this.#write(cursor, clientId, offset, bytes),
      resize: (size) => {
        cursor.size = size;
        this.#activate(cursor);
      },
      detach: () => this.#detach(cursor),
    };
  }

  /** Hangs up the program; whoever looks at it is told that it was closed. */
  close(): void {
    this.#closed = true;
    this.kill();
  }

  kill(): void {
    if (!this.#exited) this.#pty.kill();
  }

  #begin(cursor: Cursor, claims: boolean): void {
    if (this.#exited) return;
    this.#cursors.add(cursor);
    if (claims || this.#active === null) this.#activate(cursor);
    else cursor.tellSize(this.size, false);
    if (cursor.snapshot) cursor.sendSnapshot(cursor.snapshot);
    this.#pump(cursor);
    this.#balance();
  }

  #detach(cursor: Cursor): void {
    this.#cursors.delete(cursor);
    cursor.close();
    if (this.#active === cursor) {
      const next = [...this.#cursors].reduce<Cursor | null>(
        (last, one) => (last && last.activeAt >= one.activeAt ? last : one),
        null,
      );
      this.#active = null;
      if (next && !this.#exited) this.#activate(next);
    }
    this.#balance();
  }

  #ack(cursor: Cursor, to: number): void {
    cursor.ack(to);
    this.#pump(cursor);
    this.#balance();
  }

  #write(cursor: Cursor, clientId: string, offset: number, bytes: Uint8Array): boolean {
    const fresh = this.#inputs.fresh(clientId, offset, bytes);
    if (this.#exited || fresh.length === 0) return true;
    if (this.#pty.queuedBytes + fresh.length > LIMITS.inputQueueBytes) return false;
    this.#activate(cursor);
    this.#pty.write(fresh);
    cursor.tellTaken(this.#inputs.took(clientId, fresh.length));
    return true;
  }

  #activate(cursor: Cursor): void {
    cursor.touch();
    const before = this.#active;
    this.#active = cursor;
    const changed = this.#fit(cursor.size);
    if (before === cursor && !changed) return;
    for (const one of this.#cursors) one.tellSize(this.size, one === cursor);
  }

  /** True when the size has changed. */
  #fit(size: Size): boolean {
    const { cols, rows } = this.#pty;
    if (this.#exited || (cols === size.cols && rows === size.rows)) return false;
    this.#pty.resize(size.cols, size.rows);
    this.#screen.resize(size.cols, size.rows);
    for (const tap of this.#taps) tap.resized(size);
    return true;
  }

  #take(bytes: Buffer): void {
    this.#screen.makeRoom(bytes.length);
    this.#ring.append(bytes);
    for (const tap of this.#taps) tap.output(bytes);
    for (const cursor of this.#cursors) this.#pump(cursor);
    this.#balance();
    this.#on.output(bytes);
  }

  #pump(cursor: Cursor): void {
    if (cursor.catchingUp) return;
    if (cursor.sent < this.#ring.start && cursor.hasRoom) {
      void this.#catchUp(cursor);
      return;
    }
    while (cursor.sent < this.#ring.end && cursor.sent >= this.#ring.start && cursor.hasRoom) {
      cursor.send(this.#ring.read(cursor.sent, LIMITS.outputChunkBytes));
    }
  }

  /** The ring has gone past this client: it gets the screen as it is now, and goes on from there. */
  async #catchUp(cursor: Cursor): Promise<void> {
    cursor.catchingUp = true;
    this.#wait(1);
    const snapshot = await this.#snapshotOrNothing();
    cursor.catchingUp = false;
    if (this.#cursors.has(cursor)) {
      cursor.skipTo(snapshot);
      this.#pump(cursor);
    }
    this.#wait(-1);
  }

  /** Without a screen (its worker died) a client goes on at the end, on an empty one. */
  async #snapshotOrNothing(): Promise<Checkpoint> {
    try {
      return await this.#screen.snapshot();
    } catch {
      return { seq: this.#ring.end, ...this.size, bytes: new Uint8Array(0) };
    }
  }

  #wait(change: 1 | -1): void {
    this.#waiting += change;
    this.#balance();
  }

  /** Stops the program while even the fastest client is behind; with nobody there it runs on into the ring. */
  #balance(): void {
    if (this.#exited) return;
    let fastest = this.#cursors.size > 0 ? 0 : this.#ring.end;
    for (const cursor of this.#cursors) fastest = Math.max(fastest, cursor.acked);
    const behind = this.#ring.end - fastest;
    const held = this.#waiting > 0 || this.#screen.behind;
    if (!this.#paused && (held || behind >= LIMITS.unackedBytes)) {
      this.#paused = true;
      this.#pty.pause();
    } else if (this.#paused && !held && behind < LIMITS.unackedBytes / 2) {
      this.#paused = false;
      this.#pty.resume();
    }
  }

  #end(code: number | null): void {
    if (this.#exited) return;
    this.#exited = true;
    for (const cursor of this.#cursors) {
      cursor.drain(this.#ring);
      if (this.#closed) cursor.client.closed();
      else cursor.client.exit(code);
      cursor.close();
    }
    this.#cursors.clear();
    this.#screen.close();
    this.#on.exit();
  }
}
