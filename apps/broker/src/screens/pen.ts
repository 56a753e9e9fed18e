/** Writes how characters look: colours, flags, underlines and links, as escape sequences. */
import { type Attributes, BG, COLOR, FG } from './xterm-parts.ts';

/** What a cell's look comes to; `ext` and `link` are 0 unless it has them. */
export interface Look {
  fg: number;
  bg: number;
  ext: number;
  link: number;
}

export const PLAIN: Look = { fg: 0, bg: 0, ext: 0, link: 0 };

/** The look of a cell, or of what is printed next. */
export function lookOf(attributes: Attributes): Look {
  const { extended } = attributes;
  // Unsigned: xterm has the same bits both ways.
  const fg = attributes.fg >>> 0;
  const bg = attributes.bg >>> 0;
  if (!(bg & BG.extended)) return { fg, bg, ext: 0, link: 0 };
  return { fg, bg, ext: extended._ext, link: extended.urlId };
}

/** An erased cell has a background and nothing else. */
export const backgroundOf = (look: Look): Look => ({ fg: 0, bg: look.bg & COLOR.bits, ext: 0, link: 0 });

export const sameLook = (a: Look, b: Look) =>
  a.fg === b.fg && a.bg === b.bg && a.ext === b.ext && a.link === b.link;

function color(value: number, base: 30 | 40, codes: (number | string)[]): void {
  const index = value & 0xff;
  switch (value & COLOR.mode) {
    case COLOR.p16:
      codes.push(index < 8 ? base + index : base + 60 + (index & 7));
      break;
    case COLOR.p256:
      codes.push(base + 8, 5, index);
      break;
    case COLOR.rgb:
      codes.push(base + 8, 2, (value >>> 16) & 0xff, (value >>> 8) & 0xff, index);
      break;
  }
}

const FG_CODES = [
  [FG.bold, 1],
  [FG.blink, 5],
  [FG.inverse, 7],
  [FG.invisible, 8],
  [FG.strikethrough, 9],
] as const;
const BG_CODES = [
  [BG.dim, 2],
  [BG.italic, 3],
  [BG.overline, 53],
] as const;

/** Sets all of a look but its link. */
export function sgr(look: Look): string {
  const codes: (number | string)[] = [];
  for (const [bit, code] of FG_CODES) if (look.fg & bit) codes.push(code);
  for (const [bit, code] of BG_CODES) if (look.bg & bit) codes.push(code);
  color(look.fg, 30, codes);
  color(look.bg, 40, codes);
  // The colour first: xterm looks at it again when the style comes.
  if ((look.ext & COLOR.mode) === COLOR.p256) codes.push(58, 5, look.ext & 0xff);
  if ((look.ext & COLOR.mode) === COLOR.rgb)
    codes.push(58, 2, (look.ext >>> 16) & 0xff, (look.ext >>> 8) & 0xff, look.ext & 0xff);
  const style = (look.ext >>> 26) & 7;
  const underlined = look.fg & FG.underline && (style > 0 || !(look.bg & BG.extended));
  if (underlined) codes.push(style > 1 ? `4:${style}` : 4);
  const set = codes.length === 0 ? '\x1b[m' : `\x1b[0;${codes.join(';')}m`;
  return look.bg & BG.protected ? `${set}\x1b[1"q` : set;
}

export type LinkOf = (id: number) => { id?: string; uri: string } | undefined;

/** Longer addresses are no links: browsers refuse them too. */
const LINK_MAX_CHARS = 2_000;

/** Knows what the terminal prints with, and says only what changes. */
export class Pen {
  readonly #linkOf: LinkOf;
  #look: Look | null = PLAIN;
  #link = 0;

  constructor(linkOf: LinkOf) {
    this.#linkOf = linkOf;
  }

  /** What brings the terminal to that look; empty when it has it. */
  to(look: Look): string {
    const link = this.#linkTo(look.link);
    if (this.#look && link === '' && sameLook(this.#look, look)) return '';
    const same = this.#look && sameLook({ ...this.#look, link: 0 }, { ...look, link: 0 });
    this.#look = look;
    return same ? link : link + sgr(look);
  }

  /** The same, with at least one sequence: what comes next then joins nothing before it. */
  anew(look: Look): string {
    return this.to(look) || sgr(look);
  }

  /** Nothing is known of what the terminal prints with. */
  forget(): void {
    this.#look = null;
  }

  #linkTo(id: number): string {
    if (id === this.#link) return '';
    const link = id === 0 ? undefined : this.#linkOf(id);
    const before = this.#link;
    this.#link = id;
    if (!link || link.uri.length > LINK_MAX_CHARS) return before === 0 ? '' : '\x1b]8;;\x1b\\';
    // One without a name gets one, or its pieces would become links of their own.
    return `\x1b]8;id=${link.id ?? `~${id}`};${link.uri}\x1b\\`;
  }
}
