/** A terminal's screen without a window, as the page's xterm would have it. Lives in the worker. */
import type { Checkpoint } from '@sandlot/sandbox';
import { CharacterJoiner, guard } from '@sandlot/screen';
import addonUnicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import { Links, sweep } from './links.ts';
import { type SerializeLimits, serialize } from './serialize.ts';
import type { Size } from './size-log.ts';
import { Tracked } from './tracked.ts';
import { Unfinished } from './unfinished.ts';
import { type Cell, type Core, coreOf, type HeadlessTerminal } from './xterm-parts.ts';

/** A string sequence is taken for nothing beyond this: no title, no link is as long. */
const STRING_MAX_BYTES = 64 * 1024;
const SLICE = { least: 256, most: 4096, cells: 32_000_000 };
const SWEEP_EVERY_BYTES = 256 * 1024;
/** Ends a sequence that was cut. */
const CANCEL = Buffer.from('\x18');

export class Screen {
  readonly #limits: SerializeLimits;
  readonly #terminal: HeadlessTerminal;
  readonly #core: Core;
  readonly #tracked: Tracked;
  readonly #links: Links;
  readonly #unfinished = new Unfinished();
  readonly #characters = new CharacterJoiner();
  #seq: number;
  /** The number of the first byte that was fed since it began, or jumped. */
  #first: number;
  #resizing = false;
  #sinceSweep = 0;
  #stringBytes = 0;

  /** `seq` is the number of the first byte that will be fed; the limits are of what it saves. */
  constructor({ cols, rows }: Size, seq: number, limits: SerializeLimits) {
    this.#limits = limits;
    this.#terminal = new headless.Terminal({
      cols,
      rows,
      scrollback: limits.lines,
      cursorBlink: true,
      allowProposedApi: true,
      logLevel: 'off',
    });
    this.#terminal.loadAddon(new addonUnicode11.Unicode11Addon());
    this.#terminal.unicode.activeVersion = '11';
    this.#core = coreOf(this.#terminal);
    this.#tracked = new Tracked(this.#terminal, this.#core);
    this.#links = new Links(this.#core);
    guard(this.#terminal);
    this.#followTrims();
    this.#core.buffers.onBufferActivate(() => this.#followTrims());
    this.#seq = seq;
    this.#first = seq;
  }

  /** One past the last byte fed. */
  get seq(): number {
    return this.#seq;
  }

  /** How many bytes to feed at once, so that even those which clear all of it over and over take no second. */
  get sliceBytes(): number {
    const { cols, rows } = this.#core;
    return Math.max(SLICE.least, Math.min(SLICE.most, Math.floor(SLICE.cells / (cols * rows))));
  }

  /**
   * Plain text from here on does nothing but scroll: the parser is between sequences, the normal screen is shown,
   * wraps, and scrolls as a whole.
   */
  get plain(): boolean {
    const { normal, active } = this.#core.buffers;
    return (
      this.#state === 0 &&
      this.#characters.length === 0 &&
      active === normal &&
      normal.scrollTop === 0 &&
      normal.scrollBottom === this.#core.rows - 1 &&
      this.#core.coreService.decPrivateModes.wraparound
    );
  }

  /** Brings it to a checkpoint's state; the bytes are not counted. */
  load(bytes: Uint8Array): void {
    const seq = this.#seq;
    this.feed(bytes);
    this.#seq = seq;
    this.#characters.clear();
  }

  /** Takes what the terminal printed next; cut anywhere. */
  feed(bytes: Uint8Array): void {
    this.#seq += bytes.length;
    this.#parse(this.#characters.push(bytes));
    this.#sinceSweep += bytes.length;
    if (this.#sinceSweep < SWEEP_EVERY_BYTES) return;
    this.#sinceSweep = 0;
    sweep(this.#core, this.#links);
  }

  resize(cols: number, rows: number): void {
    this.#resizing = true;
    this.#terminal.resize(cols, rows);
    this.#resizing = false;
  }

  /** The next byte has that number; `lost`: those before it are not known, else they change nothing. */
  jump(seq: number, lost: boolean): void {
    this.#seq = seq;
    this.#first = seq;
    if (!lost) return;
    this.#characters.clear();
    this.load(CANCEL);
  }

  /** Its number is that of the byte that comes next: a little lower than `seq` within a sequence or a character. */
  save(): Checkpoint {
    const next = this.#seq - this.#characters.length;
    const unfinished = this.#unfinished.again(this.#state);
    // A sequence that began in a checkpoint cannot come again.
    const again = unfinished !== null && next - unfinished < this.#first ? null : unfinished;
    const { cols, rows } = this.#terminal;
    const cell = this.#terminal.buffer.active.getNullCell() as unknown as Cell;
    const text = Buffer.from(serialize(this.#core, this.#tracked, cell, this.#limits));
    const bytes = again === null ? Buffer.concat([text, this.#unfinished.resume(this.#state)]) : text;
    return { seq: next - (again ?? 0), cols, rows, bytes: new Uint8Array(bytes) };
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  get #state(): number {
    return this.#core._inputHandler._parser.currentState;
  }

  #parse(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const { _inputHandler: handler } = this.#core;
    try {
      handler.parse(bytes);
    } catch {
      // A fault of xterm's: goes on between sequences, as close to the page's screen as can be.
      handler._parser.reset();
    }
    this.#unfinished.fed(bytes, this.#state);
    this.#boundString(bytes.length);
  }

  /** xterm keeps up to 10 MB of a string for whoever may want it. */
  #boundString(bytes: number): void {
    const inString = this.#state === 8 || this.#state === 13;
    this.#stringBytes = inString ? this.#stringBytes + bytes : 0;
    if (this.#stringBytes < STRING_MAX_BYTES) return;
    this.#stringBytes = 0;
    const swallowed = Buffer.concat([Buffer.from('\x18'), this.#unfinished.resume(this.#state)]);
    this.#core._inputHandler.parse(swallowed);
  }

  /** A saved cursor goes up with its line, also when lines are forgotten above: a page has more of them. */
  #followTrims(): void {
    const { normal } = this.#core.buffers;
    if (this.#followed === normal.lines) return;
    this.#followed = normal.lines;
    normal.lines.onTrim((amount) => {
      if (amount === 1 && !this.#resizing) normal.savedY -= 1;
    });
  }
  #followed: unknown = null;
}
