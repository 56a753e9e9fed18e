/**
 * Writes lines of a buffer as bytes that make them again on an empty screen: texts, looks, and which line goes
 * on in the next one. Each line stands for itself, so that the oldest can be left out.
 */
import { CELL_MAX_CHARS } from './links.ts';
import { backgroundOf, type LinkOf, type Look, lookOf, Pen, PLAIN, sameLook } from './pen.ts';
import type { Cell, Line } from './xterm-parts.ts';

const WIDE = '\u4e00';

interface Spot {
  /** What is to be printed there; empty: nothing was. */
  chars: string;
  /** Columns that it takes: 0 for a mark that stands alone, and for the second half of a wide character. */
  width: number;
  look: Look;
  /** The second half of a wide character. */
  half: boolean;
}

const isBlank = (spot: Spot) => spot.chars === '' && !spot.half;
const isErased = (spot: Spot) => isBlank(spot) && sameLook(spot.look, backgroundOf(spot.look));

/** The cells of a line, as wide as the screen. */
function spotsOf(line: Line, cols: number, cell: Cell): Spot[] {
  const spots: Spot[] = [];
  for (let x = 0; x < cols; x += 1) {
    if (x >= line.length) {
      spots.push({ chars: '', width: 1, look: PLAIN, half: false });
      continue;
    }
    line.loadCell(x, cell);
    const chars = cell.getChars();
    const width = cell.getWidth();
    const half = chars === '' && width === 0 && spots[x - 1]?.width === 2;
    // Half a wide character without its other half is seen as nothing.
    const cut = width === 2 && (x === cols - 1 || line.getWidth(x + 1) !== 0);
    spots.push({
      chars: cut ? '' : chars.slice(0, CELL_MAX_CHARS),
      width: cut || (chars === '' && !half) ? 1 : width,
      look: lookOf(cell),
      half,
    });
  }
  return spots;
}

/** How the cursor comes from a line to the next. */
type Step =
  /** By a line feed. */
  | 'feed'
  /** The line is full, and the next character goes on below. */
  | 'full'
  /** The line is full and the next one begins with nothing. */
  | 'fullThenBlank'
  /** One column is left, too narrow for the wide character that comes. */
  | 'narrow'
  /** One column is left, and a wide character that is erased again makes the step. */
  | 'narrowThenBlank';

function stepBetween(line: Spot[], next: Spot[], wrapped: boolean): Step {
  const last = line[line.length - 1];
  const first = next[0];
  if (!wrapped || !last || !first) return 'feed';
  const printable = first.chars !== '' && first.width > 0;
  if (!isBlank(last)) return printable ? 'full' : 'fullThenBlank';
  return printable && first.width === 2 && sameLook(last.look, first.look) ? 'narrow' : 'narrowThenBlank';
}

/** Writes one line, the cursor being at its first column or about to wrap there. */
class LineWriter {
  readonly #pen: Pen;
  readonly #spots: Spot[];
  #out = '';
  /** The column of the cursor; -1: to be set anew. */
  #at = 0;
  /** Blank cells up to here, or all of them, have to be erased. */
  #dirty: number;
  /** Cells from here on are written. */
  #edge: number;
  /** The last cell is left to the wide character that does not fit into it. */
  #wrapsEarly = false;

  constructor(pen: Pen, spots: Spot[], dirty: number) {
    this.#pen = pen;
    this.#spots = spots;
    this.#dirty = dirty;
    this.#edge = spots.length;
  }

  write(step: Step): string {
    const cols = this.#spots.length;
    const narrow = step === 'narrow' || step === 'narrowThenBlank';
    this.#wrapsEarly = narrow;
    if (narrow) this.#edge = cols - 1;
    if (step === 'feed') this.#writeEdge();
    for (let x = 0; x < this.#edge; ) x = this.#put(x);
    if (narrow) this.#goTo(cols - 1);
    if (step === 'narrowThenBlank') this.#out += this.#pen.to(this.#spots[cols - 1]?.look ?? PLAIN) + WIDE;
    return this.#out;
  }

  /** The first cell is printed: the cursor may have to wrap by it before it can go anywhere. */
  #beginsInk(): boolean {
    const first = this.#spots[0];
    return first !== undefined && !isBlank(first);
  }

  #goTo(x: number): void {
    if (this.#at === x) return;
    const ahead = x - this.#at;
    if (this.#at < 0 || ahead < 0) this.#out += `\x1b[${x + 1}G`;
    else this.#out += ahead === 1 ? '\x1b[C' : `\x1b[${ahead}C`;
    this.#at = x;
  }

  /**
   * Blank last cells that have more than a background: second halves of wide characters whose first ones were
   * overwritten. From the right, as each takes the cell before it.
   */
  #writeEdge(): void {
    for (let x = this.#spots.length - 1; x > 0; x -= 1) {
      const spot = this.#spots[x];
      if (!spot || !isBlank(spot) || isErased(spot)) return;
      if (this.#at === 0 && this.#beginsInk()) this.#put(0);
      this.#goTo(x - 1);
      this.#out += `${this.#pen.to(spot.look)}${WIDE}\x1b[${x}G `;
      this.#at = x;
      this.#dirty = Math.max(this.#dirty, x);
      this.#edge = x;
    }
  }

  /** Writes what begins at column x; returns where the next begins. */
  #put(x: number): number {
    const spot = this.#spots[x];
    if (!spot) return x + 1;
    if (isBlank(spot)) return this.#blank(x, spot);
    this.#goTo(x);
    const alone = spot.width === 0;
    this.#out += (alone ? this.#pen.anew(spot.look) : this.#pen.to(spot.look)) + spot.chars;
    const next = x + Math.max(1, spot.width);
    this.#at = next < this.#spots.length ? next : -1;
    return next;
  }

  /** Blanks from x on that look the same. */
  #blank(x: number, spot: Spot): number {
    const mayTakeNext = x + 1 < this.#edge || this.#wrapsEarly;
    if (!isErased(spot) && mayTakeNext) return this.#overwritten(x, spot);
    const look = backgroundOf(spot.look);
    let end = x + 1;
    while (end < this.#edge) {
      const next = this.#spots[end];
      if (!next || !isErased(next) || !sameLook(next.look, look)) break;
      end += 1;
    }
    const erased = look.bg === 0 ? Math.min(end, Math.max(this.#dirty, x)) : end;
    if (erased > x) {
      this.#goTo(x);
      this.#out += `${this.#pen.to(look)}\x1b[${erased - x}X`;
    }
    return end;
  }

  /** Nothing, with a full look: what is left of a wide character when its other half is overwritten. */
  #overwritten(x: number, spot: Spot): number {
    this.#goTo(x);
    this.#out += `${this.#pen.to(spot.look)}${WIDE}\x1b[${x + 2}G `;
    this.#at = -1;
    this.#dirty = Math.max(this.#dirty, x + 2);
    return x + 1;
  }
}

/** One line's bytes. */
export interface WrittenLine {
  /** How the cursor comes to it from the line before. */
  enter: string;
  body: string;
  wrapped: boolean;
}

export interface LineSource {
  lines: Line[];
  cols: number;
  linkOf: LinkOf;
  /** A cell to load into. */
  cell: Cell;
}

/** The lines in their order. All but `enter` of the first are to be written one after the other, then `\x1b[m`. */
export function writeLines({ lines, cols, linkOf, cell }: LineSource): WrittenLine[] {
  const written: WrittenLine[] = [];
  let spots = lines[0] ? spotsOf(lines[0], cols, cell) : [];
  let enter = '';
  let dirty = 0;
  for (const [i, line] of lines.entries()) {
    const pen = new Pen(linkOf);
    const nextLine = lines[i + 1];
    const next = nextLine ? spotsOf(nextLine, cols, cell) : [];
    const step = nextLine ? stepBetween(spots, next, nextLine.isWrapped) : 'feed';
    const body = new LineWriter(pen, spots, dirty).write(step) + pen.to(PLAIN);
    written.push({ enter, body, wrapped: line.isWrapped });
    ({ enter, dirty } = enterBy(step, spots, next));
    spots = next;
  }
  return written;
}

function enterBy(step: Step, line: Spot[], next: Spot[]): { enter: string; dirty: number } {
  const cols = line.length;
  // A line that comes by wrapping has the background of the character that wraps.
  const dirtyBy = (look: Look | undefined, least: number) =>
    look && backgroundOf(look).bg !== 0 ? cols : least;
  switch (step) {
    case 'feed':
      return { enter: '\r\n', dirty: 0 };
    case 'fullThenBlank':
      return { enter: 'x\r', dirty: 1 };
    case 'narrowThenBlank':
      return { enter: '\r', dirty: dirtyBy(line[cols - 1]?.look, 2) };
    default:
      return { enter: '', dirty: dirtyBy(next[0]?.look, 0) };
  }
}

/** Written on an empty screen with the cursor at its start: makes the first line one that goes on from above. */
export function asContinued(cols: number, rows: number): string {
  // The line above is scrolled away, or cleared from above the screen.
  return `\x1b[${cols}Gxx${rows > 1 ? '\x1b[S' : '\x1b[3J'}\x1b[H\x1b[X`;
}

/** True when a line shows nothing and needs not be written at the end of a screen. */
export function isEmptyLine(line: Line, cols: number, cell: Cell): boolean {
  if (line.isWrapped) return false;
  return spotsOf(line, cols, cell).every((spot) => isBlank(spot) && sameLook(spot.look, PLAIN));
}
