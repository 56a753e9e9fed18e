/** What one terminal may take, and what a snapshot may. */
import { LIMITS } from '@sandlot/protocol';
import { expect, test } from 'vitest';
import type { Screen } from './screen.ts';
import { PageTerminal } from './testing/page-terminal.ts';
import { screenOfSize } from './testing/screen-of-size.ts';

const screenOf = (text: string, cols = 80, rows = 24) => {
  const screen = screenOfSize({ cols, rows });
  screen.feed(Buffer.from(text));
  return screen;
};
const pageOf = (screen: Screen) => {
  const { cols, rows, bytes } = screen.save();
  const page = new PageTerminal(cols, rows);
  page.write(bytes);
  return page;
};
const linesOf = (page: PageTerminal) => {
  const { active } = page.terminal.buffer;
  return Array.from({ length: active.length }, (_, i) => active.getLine(i)?.translateToString(true) ?? '');
};
/** Of our own, in ms: whoever else has the processor does not count. */
const timed = (work: () => void) => {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
};

test('a snapshot has at most so many lines above the screen', () => {
  const text = Array.from({ length: 3000 }, (_, i) => `line ${i}\r\n`).join('');
  const lines = linesOf(pageOf(screenOf(text)));
  expect(lines).toHaveLength(LIMITS.snapshotLines + 24);
  expect(lines.at(-2)).toBe('line 2999');
});

/** Every cell in a colour of its own. */
const paint = (cols: number, lines: number) =>
  Array.from({ length: lines }, (_, y) =>
    Array.from(
      { length: cols },
      (_, x) => `\x1b[1;4;38;2;${x % 256};${y % 256};9;48;2;${(x + y) % 256};1;7mX`,
    ).join(''),
  ).join('\r\n');

test('a snapshot that is too large lacks its oldest lines', () => {
  const screen = screenOf(paint(200, 400), 200, 30);
  expect(screen.save().bytes.length).toBeLessThanOrEqual(LIMITS.snapshotBytes);
  expect(screen.save().bytes.length).toBeGreaterThan(LIMITS.snapshotBytes * 0.9);
  const lines = linesOf(pageOf(screen));
  expect(lines.length).toBeGreaterThan(30);
  expect(lines.at(-1)).toBe('X'.repeat(200));
});

test('a screen that is too large lacks its top, and all else is in its place', () => {
  const screen = screenOf(`${paint(500, 300)}\x1b[150;7Hhere`, 500, 300);
  expect(screen.save().bytes.length).toBeLessThanOrEqual(LIMITS.snapshotBytes);
  const page = pageOf(screen);
  const lines = linesOf(page);
  expect(lines).toHaveLength(300);
  expect(lines.at(-1)).toBe('X'.repeat(500));
  expect(lines[0]).toBe('');
  expect(page.terminal.buffer.active).toMatchObject({ cursorX: 10, cursorY: 149 });
});

test('titles, links and marks have an end', () => {
  const long = 'x'.repeat(3000);
  const screen = screenOf(
    `\x1b]0;${long}\x07\x1b]8;;http://x/${long}\x07far\x1b]8;;http://x/\x07near\x1b]8;;\x07 a${'\u0301'.repeat(999)}`,
  );
  const { bytes } = screen.save();
  expect(bytes.length).toBeLessThan(2000);
  const page = pageOf(screen);
  expect(page.core._inputHandler._windowTitle).toHaveLength(1000);
  expect(linesOf(page)[0]).toBe(`farnear a${'\u0301'.repeat(31)}`);
});

test('a string without an end is not kept, and its rest is no text', () => {
  const screen = screenOf('before\x1b]0;');
  for (let i = 0; i < 40; i += 1) screen.feed(Buffer.from('endless '.repeat(1024)));
  const { seq, bytes } = screen.save();
  expect(seq).toBe(10 + 40 * 8192);
  expect(bytes.length).toBeLessThan(1000);
  const page = pageOf(screen);
  const after = Buffer.from('the end\x07after');
  page.write(after);
  screen.feed(after);
  expect(linesOf(page)[0]).toBe('beforeafter');
  expect(linesOf(pageOf(screen))[0]).toBe('beforeafter');
});

test('control characters within a sequence are not done twice', () => {
  const screen = screenOf('one\x1b[3\r\n1');
  const page = pageOf(screen);
  expect(screen.save().seq).toBe(9);
  page.write(Buffer.from('mtwo'));
  expect(linesOf(page).slice(0, 2)).toEqual(['one', 'two']);
  expect(page.terminal.buffer.active.getLine(1)?.getCell(0)?.getFgColor()).toBe(1);
});

test('what is asked for a billion times is done as often as can be seen', () => {
  for (const final of [
    'b',
    'L',
    'M',
    'S',
    'T',
    'I',
    'Z',
    '@',
    'P',
    'X',
    'A',
    'B',
    'C',
    'D',
    'E',
    'F',
    'G',
    'd',
  ]) {
    expect(timed(() => screenOf(`x\x1b[2147483647${final}`))).toBeLessThan(1000);
  }
  const page = new PageTerminal(80, 24);
  page.write(Buffer.from('x\x1b[3S\x1b[7b'));
  expect(linesOf(page)[0]).toBe('');
});

test('links cost nothing but what is shown', () => {
  const links = Array.from({ length: 40_000 }, (_, i) => `\x1b]8;;http://x/${i}\x07${i}\x1b]8;;\x07 `).join(
    '',
  );
  const screen = screenOfSize({ cols: 80, rows: 24 });
  const took = timed(() => {
    for (let at = 0; at < links.length; at += 4096) screen.feed(Buffer.from(links.slice(at, at + 4096)));
    screen.feed(Buffer.from('\r\n'.repeat(2000)));
  });
  expect(took).toBeLessThan(5000);
});

test('xterm does not fail at the end of the screen', () => {
  const screen = screenOf('one\r\ntwo\x1b[999;999H\x1b[1Jx');
  expect(linesOf(pageOf(screen)).map((line) => line.trim())).toEqual([...Array(23).fill(''), 'x']);
});

test('a slice of the worst output is far from what counts as stuck, however large the screen', () => {
  const worst = [
    '\x1bc',
    '\x1b#8\x1b[2J',
    '\x1b[300L',
    '\x1b[300S',
    '\x1b[300T',
    'x\x1b[16384b',
    '\x1b[9 @',
    '\x1b[?47h\x1b[?47l',
  ];
  for (const [cols, rows] of [
    [80, 24],
    [LIMITS.cols.max, LIMITS.rows.max],
  ] as const) {
    for (const sequence of worst) {
      const screen = screenOf('\r\n'.repeat(1400), cols, rows);
      const slice = Buffer.from(sequence.repeat(4096)).subarray(0, screen.sliceBytes);
      expect(timed(() => screen.feed(slice))).toBeLessThan(4000);
    }
  }
});
