/** Arbitrary streams of a terminal, and the sizes it has meanwhile. */
import fc from 'fast-check';

/** What is printed, or a size that the terminal gets. */
export type Piece = string | Size;

export interface Size {
  cols: number;
  rows: number;
  /** It comes while the alternate screen is shown. */
  alternate: boolean;
}

const small = fc.integer({ min: 0, max: 12 });
const n = (max: number) => fc.integer({ min: 0, max });
const csi = (final: string, max = 12) => n(max).map((k) => `\x1b[${k || ''}${final}`);
const oneOf = (...texts: string[]) => fc.constantFrom(...texts);

const NARROW = ['a', 'B', 'word', ' ', '  ', '─', 'é', '`q~', '-', '“'];
const WIDE = ['漢', '字', '😀', '、'];
const MARKED = ['e\u0301', '漢\u0301', 'a\u0301\u0302', '\u0301'];
const printed = (parts: string[]) =>
  fc.array(oneOf(...parts), { minLength: 1, maxLength: 12 }).map((chosen) => chosen.join(''));
const lines = (parts: string[]) =>
  fc.tuple(printed(parts), fc.integer({ min: 1, max: 6 })).map(([line, k]) => `${line}\r\n`.repeat(k));
const controls = oneOf('\r', '\n', '\r\n', '\b', '\t', '\v', '\r\n', '\x07');

const color = fc.oneof(
  n(7).map((k) => `3${k}`),
  n(7).map((k) => `4${k}`),
  n(7).map((k) => `9${k}`),
  n(7).map((k) => `10${k}`),
  n(255).map((k) => `38;5;${k}`),
  n(255).map((k) => `48;5;${k}`),
  n(255).map((k) => `38;2;${k};1;2`),
  n(255).map((k) => `48;2;3;${k};4`),
  oneOf('39', '49'),
);
const flag = oneOf(
  '0',
  '1',
  '2',
  '3',
  '4',
  '4:3',
  '4:5',
  '5',
  '7',
  '8',
  '9',
  '21',
  '22',
  '23',
  '24',
  '25',
  '27',
  '28',
  '29',
  '53',
  '55',
  '58;5;9',
  '58;2;1;2;3',
  '4:3;58;5;77',
);
const sgr = fc
  .array(fc.oneof(color, flag), { minLength: 1, maxLength: 3 })
  .map((codes) => `\x1b[${codes.join(';')}m`);

const moves = fc.oneof(
  fc.tuple(small, n(40)).map(([y, x]) => `\x1b[${y};${x}H`),
  ...['A', 'B', 'C', 'D', 'E', 'F', 'G', 'd', 'a', 'e', '`', 'I', 'Z'].map((final) => csi(final)),
  n(40).map((x) => `\x1b[${x}G`),
  oneOf('\x1b[999C', '\x1b[999B', '\x1bD', '\x1bE', '\x1bM', '\x1b[H'),
);
// A cursor that is about to wrap, behind a cell that was taken away under it, leaves a space there in a snapshot:
// those that change lines without touching the cursor begin with a return.
const edits = fc.oneof(
  ...['@', 'P', 'X', 'L', 'M'].map((final) => csi(final, 6)),
  ...['S', 'T'].map((final) => csi(final, 6).map((sequence) => `\r${sequence}`)),
  ...['J', 'K'].map((final) => n(2).map((k) => `\x1b[${k}${final}`)),
  ...['J', 'K'].map((final) => n(2).map((k) => `\r\x1b[?${k}${final}`)),
  csi('b', 9),
  oneOf('\r\x1b[2 @', '\r\x1b[2 A', "\r\x1b[2'}", "\r\x1b[2'~", '\x1b#8'),
);
const modes = oneOf(
  ...['1', '12', '25', '45', '66', '1000', '1002', '1003', '1004', '1006', '1016', '2004', '9'].flatMap(
    (mode) => [`\x1b[?${mode}h`, `\x1b[?${mode}l`],
  ),
  '\x1b[4h',
  '\x1b[4l',
  '\x1b[20h',
  '\x1b[20l',
  '\x1b[20l',
  '\x1b=',
  '\x1b>',
  ...['0', '1', '2', '3', '4', '5', '6'].map((style) => `\x1b[${style} q`),
  '\x1b[1"q',
  '\x1b[0"q',
);
const regions = fc.oneof(
  fc.tuple(n(9), n(9)).map(([top, bottom]) => `\x1b[${top};${bottom}r`),
  oneOf('\x1b[r', '\x1b[?6h', '\x1b[?6l', '\x1b[?6l'),
);
const PLAIN = '\x1b]8;;\x1b\\\x1b[0m';
const ASCII = '\x1b(B\x0f';
// Where a saved cursor comes back once its line has scrolled away is not carried: those that bring lines back save
// anew. Nor are underlines and, from the other screen, character sets that come back with it.
const screens = oneOf(
  `${PLAIN}${ASCII}\x1b[?1049h`,
  `${ASCII}\x1b[?47h`,
  `${ASCII}\x1b[?47l`,
  `${ASCII}\x1b[?1047l`,
  `${PLAIN}${ASCII}\x1b[?1049l`,
  `${PLAIN}\x1b7`,
  `${PLAIN}\x1b[1;33;44m\x1b7`,
  `${PLAIN}\x1b8`,
  `${PLAIN}\x1b[s`,
  `${PLAIN}\x1b[u`,
  '\x1bc',
  `${PLAIN}\x1b[!p`,
  `${PLAIN}\x1b[3J\x1b7`,
);
const charsets = oneOf(
  '\x1b(0',
  '\x1b(B',
  '\x1b)0',
  '\x1b)A',
  '\x0e',
  '\x0f',
  '\x1b(K',
  '\x1bn',
  '\x1b*0',
  '\x1b~',
);
const tabs = oneOf('\r\x1b[3C\x1bH', '\x1b[g', '\x1b[3g', '\t', '\x1b[2I', '\x1b[Z');
const strings = oneOf(
  '\x1b]0;a title\x07',
  '\x1b]2;two ✓\x1b\\',
  '\x1b]1;icon\x07',
  '\x1b]8;;http://example.org/a;b\x1b\\',
  '\x1b]8;id=x;http://example.org/\x1b\\',
  '\x1b]8;;\x1b\\',
  '\x1b]4;1;rgb:11/22/33\x07',
  '\x1b]4;200;#abcdef;2;?\x07',
  '\x1b]10;#123456;#654321\x07',
  '\x1b]11;?\x07',
  '\x1b]12;rgb:1/2/3\x07',
  '\x1b]104\x07',
  '\x1b]104;1\x07',
  '\x1b]110\x07',
  '\x1b]133;A\x07',
  '\x1b]133;C\x07',
  '\x1b]133;D;1\x07',
  '\x1bP$qm\x1b\\',
  '\x1b_ignored\x1b\\',
  '\x1b]52;c;aGVsbG8=\x07',
  '\x1bPq#0~~\x1b\\',
);
const questions = oneOf(
  '\x1b[c',
  '\x1b[>c',
  '\x1b[6n',
  '\x1b[5n',
  '\x1b[?6n',
  '\x1b[?1$p',
  '\x1b[4$p',
  '\x1b[18t',
  '\x05',
);
const broken = oneOf(
  '\x1b[1\n2A',
  '\x1b[\r5C',
  '\x1b[12',
  '\x1b]0;cut',
  '\x1b',
  '\x1b[?',
  '\x18',
  '\u009b3C',
  '\u0085',
  '\r\u0088',
  '\u009d2;c1\u009c',
  '\x1bPabc',
);
const size = fc.record({
  cols: fc.integer({ min: 3, max: 24 }),
  rows: fc.integer({ min: 1, max: 9 }),
  alternate: fc.boolean(),
});

export const sizes = size;

/**
 * Printed around a size. What xterm keeps of an earlier size is not carried: cells that a narrower alternate
 * screen hides, lines of one that was taller while it was not shown, wide characters cut in the cursor's line, tab
 * stops and saved cursors out of sight.
 */
export const beforeSize = ({ alternate }: Size) =>
  `${PLAIN}\x1b[?1049l\x1b[r\x1b[?6l\x1b[3g\x1b[999H\r\n\x1b7${alternate ? ALTERNATE : ''}`;
export const afterSize = ({ alternate }: Size) =>
  `${alternate ? `${PLAIN}\x1b[?1049l` : ''}\x1b[?47h\x1b7\x1b[?47l`;
const ALTERNATE = '\x1b[?1049h\x1b[44m\x1b[Jalternate 漢\r\n\x1b[0mtext\r\x1b7';

const print = (parts: string[]): fc.Arbitrary<Piece> =>
  fc.oneof(
    { weight: 12, arbitrary: printed(parts) },
    { weight: 5, arbitrary: lines(parts) },
    { weight: 5, arbitrary: controls },
    { weight: 7, arbitrary: sgr },
    { weight: 7, arbitrary: moves },
    { weight: 6, arbitrary: edits },
    { weight: 3, arbitrary: modes },
    { weight: 2, arbitrary: regions },
    { weight: 2, arbitrary: screens },
    { weight: 2, arbitrary: charsets },
    { weight: 1, arbitrary: tabs },
    { weight: 2, arbitrary: strings },
    { weight: 1, arbitrary: questions },
    { weight: 1, arbitrary: broken },
  );
const sized = (piece: fc.Arbitrary<Piece>) =>
  fc.oneof({ weight: 30, arbitrary: piece }, { weight: 1, arbitrary: size as fc.Arbitrary<Piece> });
const unwrapped = (piece: fc.Arbitrary<Piece>) =>
  fc.oneof({ weight: 20, arbitrary: piece }, { weight: 1, arbitrary: oneOf('\x1b[?7l', '\x1b[?7h') });

function twoParts(piece: fc.Arbitrary<Piece>): fc.Arbitrary<[Piece[], Piece[]]> {
  const part = fc.array(piece, { maxLength: 60, size: 'max' });
  return fc.tuple(part, part);
}

/**
 * Two parts of what one terminal prints. Not all at once: xterm mixes up marks when it wraps lines anew, and cuts
 * wide characters in two where nothing wraps.
 */
export const streams: fc.Arbitrary<[Piece[], Piece[]]> = fc.oneof(
  twoParts(print([...NARROW, ...WIDE, ...MARKED])),
  twoParts(sized(print([...NARROW, ...WIDE]))),
  twoParts(sized(unwrapped(print(NARROW)))),
);
