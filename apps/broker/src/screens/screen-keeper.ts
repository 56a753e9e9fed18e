/**
 * Keeps a terminal's screen for those who come when the ring has forgotten its beginning. What the ring is about
 * to forget goes to a screen in the worker; nothing is parsed before. Quiet screens are put away as the bytes that
 * make them again. Knows no client and no engine.
 */
import { deflateRaw } from 'node:zlib';
import { LIMITS } from '@sandlot/protocol';
import type { Checkpoint } from '@sandlot/sandbox';
import type { Ring } from '../terminals/ring.ts';
import type { LiveScreen, Saved } from './live-screen.ts';
import type { PackedState } from './messages.ts';
import { ScreenFeed, type Start } from './screen-feed.ts';
import type { Screens } from './screens.ts';
import type { Size } from './size-log.ts';

/** Told to the terminal. */
export interface ScreenKeeperEvents {
  /**
   * A state from which the screen can be made again, for whoever keeps it safe: now and then, and when the
   * terminal is quiet. Null: nobody does.
   */
  checkpoint: ((checkpoint: Checkpoint) => void) | null;
  /** `behind` has become false. */
  relief(): void;
}

/** A checkpoint is larger than one of ours at most by what an unfinished sequence takes. */
const CHECKPOINT_MAX_BYTES = LIMITS.snapshotBytes + 16 * 1024;
/** Output that so many workers died of is given to none any more. */
const MAX_STRIKES = 3;

/** A state to begin with. */
interface Base extends PackedState {
  /** The number of the byte that comes after it. */
  seq: number;
  /** How many changes of the size it has seen. */
  sizes: number;
}

/** Somebody waits for the state after all bytes before `to`. */
interface Want {
  to: number;
  pack: boolean;
  resolve(saved: Saved): void;
  reject(error: Error): void;
}

export class ScreenKeeper {
  readonly #screens: Screens;
  readonly #ring: Ring;
  readonly #on: ScreenKeeperEvents;
  readonly #feed: ScreenFeed;
  #size: Size;
  #base: Base;
  #live: LiveScreen | null = null;
  #wants: Want[] = [];
  /** The last checkpoint told is as good as one at this byte. */
  #keptTo: number;
  #quiet: NodeJS.Timeout | null = null;
  /** Where feed and ring were when it was last looked whether they rest. */
  #rest = { at: -1, end: -1 };
  #strikes = 0;
  #closed = false;

  /** `from` is not trusted: a checkpoint that the terminal's sandbox kept. */
  constructor(
    screens: Screens,
    ring: Ring,
    { cols, rows }: Size,
    on: ScreenKeeperEvents,
    from: Checkpoint | null = null,
  ) {
    this.#screens = screens;
    this.#ring = ring;
    this.#on = on;
    this.#size = { cols, rows };
    const usable = from && isUsable(from, ring) ? from : null;
    this.#base = usable
      ? {
          seq: usable.seq,
          cols: usable.cols,
          rows: usable.rows,
          bytes: usable.bytes,
          deflated: false,
          sizes: 0,
        }
      : emptyBase(ring.start, { cols, rows }, 0);
    this.#keptTo = this.#base.seq;
    this.#feed = new ScreenFeed(ring, screens, this.#fromBase(), on.relief);
    if (usable) this.#begin(usable);
  }

  /** Call before ring.append of so many bytes: takes over what the ring is about to forget. */
  makeRoom(bytes: number): void {
    const start = Math.min(this.#ring.end, this.#ring.end + bytes - this.#ring.capacity);
    if (start > this.#ring.start) this.#handOver(start);
    const unkept = this.#ring.end + bytes - this.#keptTo;
    if (this.#on.checkpoint && unkept > this.#ring.capacity / 2) this.#screens.turns.ask(this);
  }

  /** The terminal has that size after the bytes printed so far. */
  resize(cols: number, rows: number): void {
    this.#size = { cols, rows };
    this.#feed.resized(this.#size);
  }

  /** More waits to be parsed than should: the program has to wait until on.relief(). */
  get behind(): boolean {
    return this.#feed.behind;
  }

  /**
   * The state after all bytes in the ring at the call; its number is a little lower within a sequence or a
   * character. Rejects when the worker fails; the next call goes on with what is known then.
   */
  async snapshot(): Promise<Checkpoint> {
    return (await this.#want(this.#ring.end, false)).checkpoint;
  }

  /** Makes a checkpoint of what is printed so far; for Screens, when it is this one's turn. Never rejects. */
  async work(): Promise<void> {
    try {
      this.#keep((await this.#want(this.#ring.end, true)).checkpoint);
    } catch {
      // The screen was lost or the terminal closed: a later one will do.
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#screens.turns.leave(this);
    this.#letGo(new Error('The terminal is closed.'));
  }

  /** The size of the terminal may have changed since, nobody knows when: it changes now. */
  #begin(from: Checkpoint): void {
    if (this.#size.cols !== from.cols || this.#size.rows !== from.rows) this.#feed.resized(this.#size);
    const base = this.#base;
    deflateRaw(from.bytes, { level: 1 }, (error, bytes) => {
      if (!error && this.#base === base) this.#base = { ...base, bytes, deflated: true };
    });
  }

  /** After the ring's loss of what came before it goes on from there, as well as can be. */
  #fromBase(): Start {
    const { seq, sizes, bytes } = this.#base;
    const lost = seq < this.#ring.start;
    return { at: Math.max(seq, this.#ring.start), sizes, lost, plain: bytes === null && !lost ? true : null };
  }

  #handOver(start: number): void {
    if (this.#strikes >= MAX_STRIKES) return;
    this.#feed.look(start);
    if (start > this.#feed.takenTo) this.#pump();
    if (start <= this.#feed.takenTo) return;
    this.#feed.take(start);
    this.#pump();
  }

  #want(to: number, pack: boolean): Promise<Saved> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new Error('The terminal is closed.');
      if (this.#strikes >= MAX_STRIKES) throw new Error('This terminal prints what no screen can take.');
      this.#wants.push({ to, pack, resolve, reject });
      this.#pump();
    });
  }

  /** Makes what is wanted and feeds what comes before it, one batch at a time. */
  #pump(): void {
    if (this.#closed || !this.#feed.idle) return;
    try {
      this.#skip();
      while (this.#wants[0] && this.#wants[0].to <= this.#feed.at) this.#make(this.#wants.shift() as Want);
      const to = this.#wants[0]?.to ?? this.#feed.takenTo;
      if (this.#feed.at < to) this.#feed.feed(this.#open(), to);
    } catch (error) {
      this.#lose(error as Error, false);
    }
  }

  #skip(): void {
    const before = this.#feed.at;
    if (!this.#feed.skip(this.#wants[0]?.to ?? this.#ring.end, this.#size)) return;
    if (this.#keptTo === before) this.#keptTo = this.#feed.at;
    if (this.#live) this.#live.jump(this.#feed.at, false);
    else this.#base = { ...this.#base, seq: this.#feed.at };
  }

  #make(want: Want): void {
    const live = this.#open();
    this.#feed.settle(live);
    const { sizes } = this.#feed;
    live.save(want.pack).then((saved) => {
      if (saved.packed && this.#live === live) this.#rebase(saved.checkpoint, saved.packed, sizes);
      want.resolve(saved);
    }, want.reject);
  }

  #rebase({ seq, cols, rows }: Checkpoint, packed: Uint8Array, sizes: number): void {
    this.#base = { seq, cols, rows, bytes: packed, deflated: true, sizes };
    this.#feed.forgetSizes(sizes);
  }

  #keep(checkpoint: Checkpoint): void {
    this.#keptTo = checkpoint.seq;
    this.#on.checkpoint?.(checkpoint);
  }

  #open(): LiveScreen {
    if (this.#live) return this.#live;
    const live = this.#screens.open(this.#base, this.#feed.at, {
      fed: (bytes, plain) => {
        this.#feed.fed(bytes, plain);
        this.#pump();
      },
      crowded: () => void this.#putAway(),
      gone: (error, guilty) => {
        if (this.#live === live) this.#lose(error, guilty);
      },
    });
    this.#live = live;
    this.#quiet = setInterval(() => this.#lookForRest(), this.#screens.quietMs);
    this.#quiet.unref();
    return live;
  }

  #lookForRest(): void {
    const rests = this.#rest.at === this.#feed.at;
    const printed = this.#rest.end !== this.#ring.end;
    this.#rest = { at: this.#feed.at, end: this.#ring.end };
    // Text that only scrolls goes on without the screen.
    if (rests && (!printed || this.#feed.plain)) void this.#putAway();
  }

  /** Keeps the screen as bytes, unless the ring has all that is needed to make it again. */
  async #putAway(): Promise<void> {
    const live = this.#live;
    if (!live || live.busy || this.#wants.length > 0) return;
    const replay = this.#ring.end - this.#base.seq;
    if (this.#base.seq < this.#ring.start || replay > this.#ring.capacity / 2) {
      const to = this.#feed.plain ? this.#feed.at : this.#ring.end;
      try {
        const { checkpoint } = await this.#want(to, true);
        if (to === this.#ring.end) this.#keep(checkpoint);
      } catch {
        return;
      }
    }
    // Meanwhile it may have been used, or more printed than the ring can give again.
    const gone = this.#live !== live || live.busy || this.#wants.length > 0;
    if (gone || this.#base.seq < this.#ring.start || this.#feed.takenTo > this.#feed.at) return;
    const plain = this.#base.seq === this.#feed.at ? this.#feed.plain : null;
    this.#letGo(new Error('The screen was put away.'));
    this.#feed.restart({ ...this.#fromBase(), ...(plain !== null && { plain }) });
  }

  /** Without its screen it goes on from the last state that is known, or from none when that was the fault. */
  #lose(error: Error, guilty: boolean): void {
    this.#letGo(error);
    if (guilty) {
      this.#strikes += 1;
      this.#base = emptyBase(this.#ring.end, this.#size, this.#feed.allSizes);
    }
    this.#feed.restart(this.#fromBase());
  }

  #letGo(error: Error): void {
    const live = this.#live;
    this.#live = null;
    if (this.#quiet) clearInterval(this.#quiet);
    this.#quiet = null;
    live?.drop();
    for (const want of this.#wants.splice(0)) want.reject(error);
  }
}

const emptyBase = (seq: number, { cols, rows }: Size, sizes: number): Base => ({
  seq,
  cols,
  rows,
  bytes: null,
  deflated: false,
  sizes,
});

const within = (n: number, { min, max }: { min: number; max: number }) =>
  Number.isInteger(n) && n >= min && n <= max;

/** Of a size that there is, not too large, and of bytes that the ring has or may have next. */
function isUsable({ seq, cols, rows, bytes }: Checkpoint, ring: Ring): boolean {
  return (
    within(seq, { min: 0, max: ring.end + ring.capacity }) &&
    within(cols, LIMITS.cols) &&
    within(rows, LIMITS.rows) &&
    bytes.length <= CHECKPOINT_MAX_BYTES
  );
}
