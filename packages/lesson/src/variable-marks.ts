/**
 * `{{ name }}` in an author's text. While markdown and grammars read it, each stands as characters that mean nothing
 * to them: Unicode's noncharacters, which nobody writes. A mark is as long as what it stands for, so that every place
 * in the text keeps its line and column.
 */
const NAME = '[a-z][a-z0-9-]*(?:\\.[a-z][a-z0-9-]*)*';
const WRITTEN = new RegExp(`(\\\\?)(\\{\\{ (${NAME}) \\}\\})`, 'g');
const RESERVED = /[\ufdd0-\ufdef]/g;
const START = 0xfdd0;
const FILL = '\ufdd1';
const DIGIT = 0xfde0;
const MARK = /\ufdd0([\ufde0-\ufdef]{3})\ufdd1*/g;

export type Piece = { text: string } | { name: string };

/** The names that a text uses, and the marks that stand for them. */
export class VariableMarks {
  readonly #names: string[] = [];

  /** `text` with a mark in each place of `{{ name }}`; one behind a backslash stays text. Reserved characters go. */
  mark(text: string): string {
    return text.replaceAll(RESERVED, '\ufffd').replaceAll(WRITTEN, (all, slash, written: string, name) => {
      if (slash || this.#names.length >= 16 ** 3) return all;
      if (!this.#names.includes(name)) this.#names.push(name);
      return this.#markOf(this.#names.indexOf(name), written.length);
    });
  }

  #markOf(index: number, length: number): string {
    const digits = [index >> 8, (index >> 4) & 15, index & 15];
    return String.fromCharCode(START, ...digits.map((digit) => DIGIT + digit)).padEnd(length, FILL);
  }

  /** The names marked in `text`, in their order. */
  namesIn(text: string): string[] {
    return this.pieces(text).flatMap((piece) => ('name' in piece ? [piece.name] : []));
  }

  /** `text` as its author wrote it. */
  written(text: string): string {
    return this.pieces(text)
      .map((piece) => ('name' in piece ? `{{ ${piece.name} }}` : piece.text))
      .join('');
  }

  /** `text` cut at its marks. */
  pieces(text: string): Piece[] {
    const pieces: Piece[] = [];
    let from = 0;
    for (const match of text.matchAll(MARK)) {
      if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
      const index = Array.from(match[1] ?? '', (digit) => digit.charCodeAt(0) - DIGIT).reduce(
        (sum, digit) => sum * 16 + digit,
        0,
      );
      pieces.push({ name: this.#names[index] ?? '' });
      from = match.index + match[0].length;
    }
    if (from < text.length) pieces.push({ text: text.slice(from) });
    return pieces;
  }
}

/** Code is taken as it is written, so the backslash before a `{{ name }}` that is meant as text goes here. */
export const unescaped = (code: string): string => code.replaceAll(WRITTEN, '$2');
