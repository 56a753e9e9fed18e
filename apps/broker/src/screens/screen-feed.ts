/**
 * Brings what a terminal prints from its ring to its screen in the worker, in order and each byte once: what the
 * ring forgets too early waits here, and what nobody could tell from nothing is skipped.
 */
import type { Ring } from '../terminals/ring.ts';
import type { LiveScreen } from './live-screen.ts';
import { PlainStretch } from './plain-stretch.ts';
import { type Size, SizeLog } from './size-log.ts';
import { TakenBytes } from './taken-bytes.ts';

/** Fed at once. */
const BATCH_BYTES = 64 * 1024;
/** Bytes that wait for the worker; more, and the program has to wait. */
export const BACKLOG_BYTES = 512 * 1024;

/** What all terminals together have waiting for the worker. */
export interface Backlog {
  queued(bytes: number): void;
  readonly crowded: boolean;
}

/** Where feeding begins. */
export interface Start {
  /** The number of the byte that comes next. */
  at: number;
  /** How many changes of the size the screen has seen. */
  sizes: number;
  /** Bytes before `at` are missing; the screen has to be told. */
  lost: boolean;
  /** Plain text only scrolls there; null: not known. */
  plain: boolean | null;
}

export class ScreenFeed {
  readonly #ring: Ring;
  readonly #backlog: Backlog;
  readonly #onRelief: () => void;
  readonly #stretch: PlainStretch;
  readonly #sizes = new SizeLog();
  readonly #taken = new TakenBytes();
  #now: Start;
  #inFlight = 0;
  #behind = false;

  constructor(ring: Ring, backlog: Backlog, start: Start, onRelief: () => void) {
    this.#ring = ring;
    this.#backlog = backlog;
    this.#onRelief = onRelief;
    this.#stretch = new PlainStretch(ring);
    this.#now = start;
  }

  /** The number of the byte that is fed next. */
  get at(): number {
    return this.#now.at;
  }

  /** How many changes of the size the screen has seen. */
  get sizes(): number {
    return this.#now.sizes;
  }

  /** How many there were. */
  get allSizes(): number {
    return this.#sizes.count;
  }

  get plain(): boolean | null {
    return this.#now.plain;
  }

  /** One past the last byte that is fed or waits here: the ring may forget up to it. */
  get takenTo(): number {
    return this.#now.at + this.#taken.length;
  }

  /** The worker has answered all. */
  get idle(): boolean {
    return this.#inFlight === 0;
  }

  get behind(): boolean {
    return this.#behind;
  }

  /** Begins anew; what waits here is let go. */
  restart(start: Start): void {
    const waiting = this.#taken.length + this.#inFlight;
    this.#taken.clear();
    this.#inFlight = 0;
    this.#now = start;
    this.#queued(-waiting);
  }

  resized(size: Size): void {
    this.#sizes.add(this.#ring.end, size, this.#now.sizes);
  }

  /** No screen will begin before it has seen so many changes of the size. */
  forgetSizes(seen: number): void {
    this.#sizes.forget(seen);
  }

  /** Looks at what the ring is about to forget, all before byte `start`. */
  look(start: number): void {
    this.#stretch.look(start);
  }

  /** Takes out of the ring what comes before byte `start`, and more: it will be asked for soon. */
  take(start: number): void {
    // More was printed at once than the ring holds.
    if (this.takenTo < this.#ring.start) {
      this.restart({ ...this.#now, at: this.#ring.start, lost: true, plain: null });
    }
    const bytes = this.#ring.read(this.takenTo, Math.max(BATCH_BYTES, start - this.takenTo));
    this.#taken.push(bytes);
    this.#queued(bytes.length);
  }

  /** Goes on where that makes no difference once all before `limit` is fed. True when it went on. */
  skip(limit: number, size: Size): boolean {
    if (!this.#now.plain || this.#sizes.next(this.#now.sizes)) return false;
    const target = this.#stretch.target(this.#now.at, limit, size);
    if (target === null) return false;
    this.restart({ ...this.#now, at: target });
    return true;
  }

  /** Tells the screen what it has to know before the next byte. */
  settle(live: LiveScreen): void {
    if (this.#now.lost) live.jump(this.#now.at, true);
    this.#now.lost = false;
    for (let next = this.#sizes.next(this.#now.sizes); next && next.seq <= this.#now.at; ) {
      live.resize(next.cols, next.rows);
      this.#now.sizes = next.count;
      next = this.#sizes.next(this.#now.sizes);
    }
  }

  /** Feeds the next bytes, none from byte `to` on. */
  feed(live: LiveScreen, to: number): void {
    this.settle(live);
    const until = Math.min(to, this.#sizes.next(this.#now.sizes)?.seq ?? to);
    const max = Math.min(this.#stretch.worthFeeding(this.#now.at, BATCH_BYTES), until - this.#now.at);
    const waited = this.#taken.length > 0;
    const bytes = waited ? this.#taken.shift(max) : this.#ring.read(this.#now.at, max);
    this.#now.at += bytes.length;
    this.#now.plain = null;
    this.#inFlight = bytes.length;
    const length = bytes.length;
    live.feed(bytes);
    if (!waited) this.#queued(length);
  }

  /** The worker has parsed what was fed. */
  fed(bytes: number, plain: boolean): void {
    this.#inFlight = 0;
    this.#now.plain = plain;
    this.#queued(-bytes);
  }

  #queued(bytes: number): void {
    this.#backlog.queued(bytes);
    const waiting = this.#taken.length + this.#inFlight;
    if (waiting > BACKLOG_BYTES || (waiting > BATCH_BYTES && this.#backlog.crowded)) this.#behind = true;
    else if (this.#behind && waiting <= (this.#backlog.crowded ? BATCH_BYTES : BACKLOG_BYTES / 2)) {
      this.#behind = false;
      this.#onRelief();
    }
  }
}
