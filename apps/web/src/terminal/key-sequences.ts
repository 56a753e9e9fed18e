/** What keys send that a touch screen's keyboard lacks. Knows no page; the sequences are xterm's. */

export interface Modifiers {
  ctrl: boolean;
  alt: boolean;
}

export const NO_MODIFIERS: Modifiers = { ctrl: false, alt: false };

/** Final letters of the cursor's keys: the program may want them in another form. */
const CURSOR = { up: 'A', down: 'B', right: 'C', left: 'D', home: 'H', end: 'F' } as const;
const PAGE = { 'page-up': '5', 'page-down': '6' } as const;

export type TouchKey = keyof typeof CURSOR | keyof typeof PAGE | 'escape' | 'tab' | '|' | '/' | '-' | '~';

/** The bytes of a key, as text. `applicationCursor`: the program has asked for the other form of the cursor's keys. */
export function sequenceOf(key: TouchKey, modifiers: Modifiers, applicationCursor: boolean): string {
  // xterm's number for what is held: 1 for nothing, 2 more for Alt, 4 more for Ctrl.
  const held = 1 + (modifiers.alt ? 2 : 0) + (modifiers.ctrl ? 4 : 0);
  if (key in CURSOR) {
    const letter = CURSOR[key as keyof typeof CURSOR];
    if (held > 1) return `\x1b[1;${held}${letter}`;
    return `\x1b${applicationCursor ? 'O' : '['}${letter}`;
  }
  if (key in PAGE) {
    const number = PAGE[key as keyof typeof PAGE];
    return held > 1 ? `\x1b[${number};${held}~` : `\x1b[${number}~`;
  }
  if (key === 'escape') return modifiers.alt ? '\x1b\x1b' : '\x1b';
  return withModifiers(key === 'tab' ? '\t' : key, modifiers);
}

/** What was typed, as if Ctrl or Alt was held at its first character. */
export function withModifiers(typed: string, { ctrl, alt }: Modifiers): string {
  const [first = '', ...rest] = typed;
  const changed = (ctrl ? controlOf(first) : first) + rest.join('');
  return alt && typed !== '' ? `\x1b${changed}` : changed;
}

/** Keys that no letter's control code stands for, as xterm has them. */
const CONTROLS: Readonly<Record<string, string>> = {
  ' ': '\x00',
  '/': '\x1f',
  '-': '\x1f',
  '~': '\x1e',
  '|': '\x1c',
  '?': '\x7f',
};

function controlOf(character: string): string {
  const known = CONTROLS[character];
  if (known !== undefined) return known;
  const code = character.toUpperCase().charCodeAt(0);
  return code >= 0x40 && code <= 0x5f && character.length === 1
    ? String.fromCharCode(code & 0x1f)
    : character;
}
