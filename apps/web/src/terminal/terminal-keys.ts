/**
 * The keys that a terminal keeps for itself; all others are the program's. Ctrl+V is a shell's own key (it takes the
 * next key literally), so it pastes only on Windows, where hands do it unasked; Ctrl+C copies what is selected and
 * is ^C otherwise, but never on macOS, where Cmd+C copies.
 */
import { isLeaveKey } from './leave-key.ts';

export type Platform = 'windows' | 'macos' | 'linux';

export type KeyAction =
  | 'copy'
  | 'copy-selection'
  | 'paste'
  | 'find'
  | 'larger'
  | 'smaller'
  | 'usual-size'
  | 'leave';

interface KeyRow {
  action: KeyAction;
  words: string;
  keys: Record<Platform, readonly string[]>;
}

const both = (keys: readonly string[], macos: readonly string[]) => ({
  windows: keys,
  linux: keys,
  macos,
});

/** Every key of the terminal's own, by platform, with what it does. */
export const KEY_TABLE: readonly KeyRow[] = [
  {
    action: 'copy',
    words: 'Copy what is selected',
    keys: both(['Ctrl+Shift+C', 'Ctrl+Insert'], ['Cmd+C', 'Ctrl+Shift+C']),
  },
  {
    action: 'copy-selection',
    words: 'Copy what is selected; without a selection it is ^C',
    keys: both(['Ctrl+C'], []),
  },
  {
    action: 'paste',
    words: 'Paste',
    keys: {
      windows: ['Ctrl+V', 'Ctrl+Shift+V', 'Shift+Insert'],
      linux: ['Ctrl+Shift+V', 'Shift+Insert'],
      macos: ['Cmd+V', 'Ctrl+Shift+V', 'Shift+Insert'],
    },
  },
  {
    action: 'find',
    words: 'Search the screen and what has scrolled away',
    keys: both(['Ctrl+Shift+F'], ['Cmd+F', 'Ctrl+Shift+F']),
  },
  { action: 'larger', words: 'Larger letters', keys: both(['Ctrl+Plus'], ['Cmd+Plus']) },
  { action: 'smaller', words: 'Smaller letters', keys: both(['Ctrl+Minus'], ['Cmd+Minus']) },
  { action: 'usual-size', words: 'Letters of the usual size', keys: both(['Ctrl+0'], ['Cmd+0']) },
  {
    action: 'leave',
    words: 'Leave the terminal, and come back',
    keys: both(['Ctrl+Shift+Enter'], ['Ctrl+Shift+Enter']),
  },
];

/** What the mouse does beside selecting. */
export const MOUSE_TABLE: readonly { gesture: string; words: string }[] = [
  { gesture: 'Right click', words: 'Copy what is selected; without a selection, paste' },
  { gesture: 'Shift + right click', words: 'The browser’s own menu' },
  { gesture: 'Middle click', words: 'Paste what is selected' },
  { gesture: 'Shift + drag', words: 'Select in a program that uses the mouse (Option + drag on macOS)' },
  { gesture: 'Drop a file', words: 'Put it into the home folder' },
];

export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/** What a key asks of the terminal itself; null: it is the program's. */
export function keyAction(press: KeyPress, platform: Platform): KeyAction | null {
  if (isLeaveKey(press)) return 'leave';
  const pressed = nameOf(press);
  return KEY_TABLE.find((row) => row.keys[platform].includes(pressed))?.action ?? null;
}

/** The keys of an action as they are shown: `Ctrl+Shift+C`, `⌘C`. */
export function shownKeys(action: KeyAction, platform: Platform): string[] {
  const row = KEY_TABLE.find((one) => one.action === action);
  return (row?.keys[platform] ?? []).map((keys) =>
    keys.replace('Cmd+', '⌘').replace('Plus', '+').replace('Minus', '−'),
  );
}

/** The platform whose habits the user has. */
export function platformOf(navigator: { platform?: string; userAgent?: string }): Platform {
  const words = `${navigator.platform ?? ''} ${navigator.userAgent ?? ''}`;
  if (/\b(Mac|iPhone|iPad)/.test(words)) return 'macos';
  return /\bWin/.test(words) ? 'windows' : 'linux';
}

/** `Ctrl+Shift+C`. `+` and `−` are told by what they type, so Shift does not count for them. */
function nameOf({ key, code, ctrlKey, shiftKey, altKey, metaKey }: KeyPress): string {
  const name = keyName(key, code);
  const shift = shiftKey && name !== 'Plus';
  return `${ctrlKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${metaKey ? 'Cmd+' : ''}${name}`;
}

function keyName(key: string, code: string): string {
  if (key === '+' || key === '=') return 'Plus';
  if (key === '-') return 'Minus';
  if (/^[a-z0-9]$/i.test(key)) return key.toUpperCase();
  // A layout without Latin letters: where the key lies tells.
  if (key.length === 1 && key > '\x7f' && /^Key[A-Z]$/.test(code)) return code.slice(3);
  return key;
}
