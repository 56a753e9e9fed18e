/**
 * Keeps a terminal's screen for those who come when the ring has forgotten its beginning. Nothing is parsed
 * before it is needed: a light thing as long as the terminal prints little. Knows no client and no engine.
 */
import type { Checkpoint } from '@sandlot/sandbox';
import type { Ring } from '../terminals/ring.ts';
import type { LiveScreen, Screens } from './screens.ts';

/** Told to the terminal. */
export interface ScreenKeeperEvents {
  /** A state from which the screen can be made again, for whoever keeps it safe. */
  checkpoint(checkpoint: Checkpoint): void;
  /** `behind` has become false. */
  relief(): void;
}

interface SizeChange {
  seq: number;
  cols: number;
  rows: number;
}

/** Fed at once when the ring is about to forget something. */
const FEED_BYTES = 64 * 1024;

export class ScreenKeeper {
  readonly #screens: Screens;
  readonly #ring: Ring;
  readonly #on: ScreenKeeperEvents;
  /** The screen before the first byte fed. */
  #base: { seq: number; cols: number; rows: number; packed: Uint8Array | null };
  #live: LiveScreen | null = null;
  #fedTo: number;
  /** Sizes that came after byte `fedTo`. */
  #sizes: SizeChange[] = [];
  #closed = false;

  /** `from` is not trusted: a checkpoint that the terminal's sandbox kept. */
  constructor(
    screens: Screens,
    ring: Ring,
    size: { cols: number; rows: number },
    on: ScreenKeeperEvents,
    _from: Checkpoint | null = null,
  ) {
    this.#screens = screens;
    this.#ring = ring;
    this.#on = on;
    this.#base = { seq: ring.start, ...size, packed: null };
    this.#fedTo = ring.start;
  }

  /** Call before ring.append of so many bytes: takes over what the ring is about to forget. */
  makeRoom(bytes: number): void {
    const start = this.#ring.end + bytes - this.#ring.capacity;
    if (start > this.#fedTo) this.#feed(Math.min(this.#ring.end, start + FEED_BYTES));
  }

  /** The terminal has that size after the bytes printed so far. */
  resize(cols: number, rows: number): void {
    this.#sizes.push({ seq: this.#ring.end, cols, rows });
  }

  /** More is to be parsed than should be: the program has to wait until on.relief(). */
  get behind(): boolean {
    return this.#live?.behind ?? false;
  }

  /** The state after all bytes in the ring at the call. Rejects when the worker fails; the next call starts anew. */
  async snapshot(): Promise<Checkpoint> {
    if (this.#closed) throw new Error('the terminal is closed');
    const live = this.#feed(this.#ring.end);
    return (await live.save(false)).checkpoint;
  }

  close(): void {
    this.#closed = true;
    this.#live?.drop();
    this.#live = null;
  }

  #feed(to: number): LiveScreen {
    const live = this.#live ?? this.#open();
    this.#applySizes(live);
    while (this.#fedTo < to) {
      const until = Math.min(to, this.#sizes[0]?.seq ?? to);
      live.feed(this.#ring.read(this.#fedTo, until - this.#fedTo));
      this.#fedTo = until;
      this.#applySizes(live);
    }
    return live;
  }

  #applySizes(live: LiveScreen): void {
    while (this.#sizes[0] && this.#sizes[0].seq <= this.#fedTo) {
      const { cols, rows } = this.#sizes[0];
      this.#sizes.shift();
      live.resize(cols, rows);
    }
  }

  #open(): LiveScreen {
    const live = this.#screens.open(this.#base, {
      fed: () => {},
      relief: () => this.#on.relief(),
      gone: () => this.#restart(live),
    });
    this.#live = live;
    return live;
  }

  /** The state is lost: goes on from an empty screen where the ring begins. */
  #restart(live: LiveScreen): void {
    if (this.#live !== live) return;
    this.#live = null;
    this.#base = { seq: this.#ring.start, cols: this.#base.cols, rows: this.#base.rows, packed: null };
    this.#fedTo = this.#ring.start;
  }
}
