/**
 * Writes the state of a terminal as bytes that bring a reset xterm of the same size to it. They ask nothing of
 * it, and ring no bell; a terminal that reports its focus (mode 1004) does so when the mode is set.
 *
 * Carried: both screens and the lines above, texts, looks, links, wrapping; the cursor, also when it is about to
 * wrap, and what a mark or a repetition that follows would join; saved cursors, tab stops, scroll margins,
 * character sets, modes, titles, palette, the shell's last mark.
 *
 * Not carried: what a larger size left out of sight (cells and lines of the alternate screen, tab stops, saved
 * cursors); underlines, and character sets of the other screen, that come back with a saved cursor; where a saved
 * cursor comes back whose line has scrolled away; half a wide character without its other half (it shows as
 * nothing); the emptiness of a last cell that was erased behind a cursor about to wrap on the alternate screen (it
 * becomes a space); marks beyond 32 on one character; links beyond 2,000 characters; which titles were pushed; that
 * the screen is being updated as one (mode 2026), or it might stay dark.
 */
import { CELL_MAX_CHARS } from './links.ts';
import { type Look, lookOf, Pen, PLAIN, sameLook, sgr } from './pen.ts';
import type { Tracked } from './tracked.ts';
import { asContinued, isEmptyLine, type WrittenLine, writeLines } from './write-lines.ts';
import {
  BG,
  type Cell,
  CHARSET_FINALS,
  type Charset,
  COLOR,
  type Core,
  type Line,
  type ScreenBuffer,
} from './xterm-parts.ts';

const TITLE_MAX_CHARS = 1_000;
const ST = '\x1b\\';

export interface SerializeLimits {
  /** Lines above the screen, at most. */
  lines: number;
  bytes: number;
}

/** `cell` is one to load into. */
export function serialize(core: Core, tracked: Tracked, cell: Cell, limits: SerializeLimits): string {
  const { normal, alt, active } = core.buffers;
  const inAlt = active === alt;
  const pieces = {
    colors: colors(tracked),
    before: inAlt ? '' : savedAside(core, alt),
    normal: writtenLines(core, normal, cell, limits.lines),
    normalState: bufferState(core, normal) + (inAlt ? `${goTo(normal.x, normal.y)}\x1b[?47h\x1b[H` : ''),
    alt: inAlt ? writtenLines(core, alt, cell, 0) : [],
    altState: inAlt ? bufferState(core, alt) : '',
    after: cursorAndModes(core, tracked, cell),
  };
  const fixed = pieces.colors + pieces.before + pieces.normalState + pieces.altState + pieces.after;
  let room = limits.bytes - Buffer.byteLength(fixed) - 64;
  const altText = fitting(pieces.alt, core, room);
  room -= Buffer.byteLength(altText);
  const normalText = fitting(pieces.normal, core, room);
  return (
    pieces.colors + pieces.before + normalText + pieces.normalState + altText + pieces.altState + pieces.after
  );
}

const goTo = (x: number, y: number) => `\x1b[${y + 1};${x + 1}H`;

function colors(tracked: Tracked): string {
  let out = `\x1b]104${ST}\x1b]110${ST}\x1b]111${ST}\x1b]112${ST}`;
  const hex = (n: number) => n.toString(16).padStart(2, '0');
  for (const [index, [r, g, b]] of tracked.colors) {
    const name = index < 256 ? `4;${index}` : `${index - 246}`;
    out += `\x1b]${name};rgb:${hex(r)}/${hex(g)}/${hex(b)}${ST}`;
  }
  return out;
}

function writtenLines(core: Core, buffer: ScreenBuffer, cell: Cell, above: number): WrittenLine[] {
  const lines: Line[] = [];
  const first = Math.max(0, buffer.ybase - above);
  for (let i = first; i < buffer.ybase + core.rows; i += 1) {
    const line = buffer.lines.get(i);
    if (line) lines.push(line);
  }
  // With nothing above, the screen's empty end need not be written.
  const least = lines.length > core.rows ? lines.length : 0;
  while (lines.length > least) {
    const last = lines[lines.length - 1];
    if (!last || !isEmptyLine(last, core.cols, cell)) break;
    lines.pop();
  }
  const linkOf = (id: number) => core._oscLinkService.getLinkData(id);
  return writeLines({ lines, cols: core.cols, linkOf, cell });
}

/** As many of the last lines as fit, in bytes. A screen that does not fit loses its top: it stays empty. */
function fitting(lines: WrittenLine[], core: Core, room: number): string {
  let first = lines.length;
  let left = room;
  while (first > 0) {
    const line = lines[first - 1] as WrittenLine;
    left -= Buffer.byteLength(line.enter) + Buffer.byteLength(line.body);
    if (left < 0) break;
    first -= 1;
  }
  const missing = lines.length > core.rows ? Math.max(0, core.rows - (lines.length - first)) : first;
  const kept = lines.slice(first);
  const top = kept[0];
  if (!top) return '';
  const start = missing > 0 ? `\x1b[${missing + 1}H` : '';
  const continued = top.wrapped && missing === 0 ? asContinued(core.cols, core.rows) : '';
  return start + continued + kept.map((line, i) => (i === 0 ? line.body : line.enter + line.body)).join('');
}

/** Tab stops, margins and the saved cursor of a buffer. Leaves plain looks and ASCII. */
function bufferState(core: Core, buffer: ScreenBuffer): string {
  return tabs(core, buffer) + margins(core, buffer) + savedCursor(core, buffer);
}

function tabs(core: Core, buffer: ScreenBuffer): string {
  const stops = Array.from({ length: core.cols }, (_, x) => x).filter((x) => buffer.tabs[x]);
  const usual = Array.from({ length: core.cols }, (_, x) => x).filter((x) => x % 8 === 0);
  if (stops.join() === usual.join()) return '';
  return `\x1b[3g${stops.map((x) => `\x1b[${x + 1}G\x1bH`).join('')}`;
}

function margins(core: Core, { scrollTop, scrollBottom }: ScreenBuffer): string {
  if (scrollTop === 0 && scrollBottom === core.rows - 1) return '';
  return `\x1b[${scrollTop + 1};${scrollBottom + 1}r`;
}

function savedCursor(core: Core, buffer: ScreenBuffer): string {
  const y = Math.min(core.rows - 1, Math.max(0, buffer.savedY - buffer.ybase));
  const { fg, bg } = buffer.savedCurAttrData;
  const charset = finalOf(buffer.savedCharset);
  if (buffer.savedX === 0 && y === 0 && fg === 0 && bg === 0 && charset === 'B') return '';
  const look: Look = { fg, bg, ext: 0, link: 0 };
  const designate = charset === 'B' ? '' : `\x1b(${charset}`;
  const back = charset === 'B' ? '' : '\x1b(B';
  return `${goTo(buffer.savedX, y)}${sgr(look)}${designate}\x1b7${back}\x1b[m`;
}

/** The alternate screen's saved cursor while it is not shown: it stays for the next program that shows it. */
function savedAside(core: Core, alt: ScreenBuffer): string {
  const saved = savedCursor(core, alt);
  return saved && `\x1b[?47h${saved}\x1b[?47l\x1b[H`;
}

const finalOf = (charset: Charset | undefined) => (charset && CHARSET_FINALS.get(charset)) ?? 'B';

/** Everything else, the cursor at last. */
function cursorAndModes(core: Core, tracked: Tracked, cell: Cell): string {
  const { active } = core.buffers;
  const { charset, glevel, _charsets } = core._charsetService;
  const { decPrivateModes } = core.coreService;
  // In use, but under no number: it came back with a saved cursor, and comes so again.
  const restored = charset !== _charsets[glevel] && charset === active.savedCharset;
  const cursor = new CursorWriter(core, cell, restored ? charset : undefined);
  return [
    decPrivateModes.origin ? '\x1b[?6h' : '',
    restored ? `${charsets(core, true)}\x1b8\x1b[m` : '',
    cursor.place(),
    restored ? '' : charsets(core, false),
    modes(core, tracked),
    titles(core),
    tracked.mark === null ? '' : `\x1b]133;${tracked.mark}${ST}`,
    cursor.finish(),
  ].join('');
}

/** What is in use counts more than what it was designated as, unless it is `restored` apart. */
function charsets(core: Core, restored: boolean): string {
  const { charset, glevel, _charsets } = core._charsetService;
  const sets = ['(', ')', '*', '+'].map((g, i) => {
    const set = i === glevel && !restored ? charset : _charsets[i];
    return set ? `\x1b${g}${finalOf(set)}` : '';
  });
  return sets.join('') + (['', '\x0e', '\x1bn', '\x1bo'][glevel] ?? '');
}

const MOUSE: Record<string, number> = { X10: 9, VT200: 1000, DRAG: 1002, ANY: 1003 };
const MOUSE_ENCODING: Record<string, number> = { SGR: 1006, SGR_PIXELS: 1016 };
const CURSOR_STYLE = { block: 2, underline: 4, bar: 6 } as const;

function modes(core: Core, tracked: Tracked): string {
  const { isCursorHidden, modes: ansi, decPrivateModes: dec } = core.coreService;
  const { activeProtocol, activeEncoding } = core.coreMouseService;
  const on = (condition: boolean, mode: number | string | undefined) =>
    condition && mode !== undefined ? `\x1b[${mode}h` : '';
  const style = dec.cursorStyle ? CURSOR_STYLE[dec.cursorStyle] - (dec.cursorBlink ? 1 : 0) : 0;
  return [
    on(dec.applicationCursorKeys, '?1'),
    dec.wraparound ? '' : '\x1b[?7l',
    tracked.blinkSet ? `\x1b[?12${core.options.cursorBlink ? 'h' : 'l'}` : '',
    `\x1b[?25${isCursorHidden ? 'l' : 'h'}`,
    on(dec.reverseWraparound, '?45'),
    dec.applicationKeypad ? '\x1b=' : '',
    on(activeProtocol in MOUSE, `?${MOUSE[activeProtocol]}`),
    on(activeEncoding in MOUSE_ENCODING, `?${MOUSE_ENCODING[activeEncoding]}`),
    on(dec.sendFocus, '?1004'),
    on(dec.bracketedPasteMode, '?2004'),
    on(ansi.insertMode, 4),
    tracked.lineFeedSet ? `\x1b[20${core.options.convertEol ? 'h' : 'l'}` : '',
    style > 0 ? `\x1b[${style} q` : '',
  ].join('');
}

function titles(core: Core): string {
  const { _windowTitle, _iconName } = core._inputHandler;
  const title = _windowTitle.slice(0, TITLE_MAX_CHARS);
  const icon = _iconName.slice(0, TITLE_MAX_CHARS);
  if (title === icon) return title === '' ? '' : `\x1b]0;${title}${ST}`;
  return (icon === '' ? '' : `\x1b]1;${icon}${ST}`) + (title === '' ? '' : `\x1b]2;${title}${ST}`);
}

/** Brings the cursor to its place, which by a move alone is not possible behind the last column. */
class CursorWriter {
  readonly #core: Core;
  readonly #cell: Cell;
  readonly #buffer: ScreenBuffer;
  readonly #look: Look;
  readonly #pen: Pen;
  /** In use already when the cursor is placed. */
  readonly #early: Charset | undefined;
  /** Printed as the very last thing: what comes next may join it. */
  #joined: { x: number; chars: string; width: number } | null;

  constructor(core: Core, cell: Cell, early: Charset | undefined) {
    this.#core = core;
    this.#early = early;
    this.#cell = cell;
    this.#buffer = core.buffers.active;
    this.#look = currentLook(core);
    this.#pen = new Pen((id) => core._oscLinkService.getLinkData(id));
    this.#joined = this.#lastPrinted();
  }

  /** While characters are printed as they are, one after the other. */
  place(): string {
    const { x } = this.#buffer;
    if (this.#joined) return this.#move(this.#joined.x);
    if (x < this.#core.cols) return this.#move(x);
    return this.#behindTheEdge();
  }

  /** After everything that sets how characters are printed. */
  finish(): string {
    const pen = this.#pen.to(this.#look);
    if (!this.#joined) return pen;
    const { x, chars, width } = this.#joined;
    const shifts = this.#core.coreService.modes.insertMode && x + width < this.#core.cols;
    return pen + (shifts ? `\x1b[${width}P` : '') + chars;
  }

  #move(x: number): string {
    const { origin } = this.#core.coreService.decPrivateModes;
    const top = origin ? this.#buffer.scrollTop : 0;
    return goTo(x, Math.max(0, this.#buffer.y - top));
  }

  #load(x: number): Cell | null {
    const line = this.#buffer.lines.get(this.#buffer.ybase + this.#buffer.y);
    return line && x >= 0 && x < line.length ? line.loadCell(x, this.#cell) : null;
  }

  #lastPrinted(): { x: number; chars: string; width: number } | null {
    const state = this.#core._inputHandler._parser.precedingJoinState;
    const width = (state >> 1) & 3;
    const x = this.#buffer.x - width;
    if (state === 0 || width === 0) return null;
    const cell = this.#load(x);
    if (
      !cell ||
      cell.getWidth() !== width ||
      !sameLook(lookOf(cell), lookOf(this.#core._inputHandler._curAttrData))
    )
      return null;
    const chars = typed(charsOf(cell), this.#core._charsetService.charset);
    return chars === null ? null : { x, chars, width };
  }

  #behindTheEdge(): string {
    const { cols } = this.#core;
    const half = this.#load(cols - 1)?.getWidth() === 0 && this.#load(cols - 1)?.getChars() === '';
    const x = half ? cols - 2 : cols - 1;
    const cell = this.#load(x);
    if (!cell) return this.#move(cols - 1);
    const look = lookOf(cell);
    const chars = typed(charsOf(cell), this.#early) ?? '';
    const marks = `${sgr(PLAIN)}\u0301`.repeat(Math.min(8, this.#buffer.x - cols));
    if (chars !== '') return this.#move(x) + this.#pen.to(look) + chars + marks;
    if (this.#isErasedLine(look)) return `${this.#move(x)}${this.#pen.to(look)} \x1b[1K${marks}`;
    // The cursor comes along from the other screen, where a character may stay.
    if (this.#buffer === this.#core.buffers.normal)
      return `\x1b[?47h${goTo(cols - 1, this.#buffer.y)}x\x1b[?47l${marks}`;
    return `${this.#move(x)}${this.#pen.to(look)} ${marks}`;
  }

  /** Nothing but one background: it can be erased behind the cursor. */
  #isErasedLine(look: Look): boolean {
    for (let x = 0; x < this.#core.cols; x += 1) {
      const cell = this.#load(x);
      if (cell?.getChars() !== '' || !sameLook(lookOf(cell), look)) return false;
    }
    return true;
  }
}

const charsOf = (cell: Cell) => cell.getChars().slice(0, CELL_MAX_CHARS);

/** An underline's colour counts before there is an underline. */
function currentLook(core: Core): Look {
  const { fg, bg, extended } = core._inputHandler._curAttrData;
  if (bg & BG.extended) return { fg, bg, ext: extended._ext, link: extended.urlId };
  return { fg, bg, ext: extended._ext & COLOR.bits, link: 0 };
}

/** What to print so that `chars` appears while a character set is in use; null: nothing does. */
function typed(chars: string, charset: Charset | undefined): string | null {
  const first = chars.charAt(0);
  if (!charset || first.charCodeAt(0) >= 127 || first === '') return chars === '' ? null : chars;
  if (charset[first] === undefined) return chars;
  const key = Object.keys(charset).find((one) => charset[one]?.charAt(0) === first);
  return key === undefined ? null : key + chars.slice(1);
}
