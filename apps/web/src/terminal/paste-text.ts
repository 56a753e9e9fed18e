/** What may be typed for a person from a clipboard, and when to ask first. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;

/**
 * A text as keys: its lines end in Enter, and no control character but Tab is left, so that no text can end a
 * bracketed paste by itself or press a key that was not meant.
 */
export function asKeys(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r').replace(CONTROL, '');
}

/** The bytes of a paste. A program that asked for brackets can tell it from typing. */
export function pasteSequence(text: string, bracketed: boolean): string {
  const typed = asKeys(text);
  return bracketed ? `\x1b[200~${typed}\x1b[201~` : typed;
}

/** How many lines a text has; an end of line at its end begins no further one. */
export function lineCount(text: string): number {
  return text.replace(/(?:\r\n?|\n)$/, '').split(/\r\n?|\n/).length;
}

/** Several lines run one by one as they arrive, unless the program takes them as one paste. */
export function asksFirst(text: string, bracketed: boolean, wanted: boolean): boolean {
  return wanted && !bracketed && lineCount(text) > 1;
}

/** The first lines, short enough to be shown, and how many more there are. */
export function pastePreview(text: string, most = 6): { lines: string[]; more: number } {
  const lines = text
    .replace(/(?:\r\n?|\n)$/, '')
    .split(/\r\n?|\n/)
    .map((line) => line.replace(CONTROL, '').replaceAll('\t', '    '))
    .map((line) => (line.length > 160 ? `${line.slice(0, 159)}…` : line));
  return { lines: lines.slice(0, most), more: Math.max(0, lines.length - most) };
}
