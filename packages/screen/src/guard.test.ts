import headless from '@xterm/headless';
import { expect, test } from 'vitest';
import { guard } from './guard.ts';

const COLS = 80;
const ROWS = 24;

/** The lines of a screen on which that was printed. */
async function screenOf(text: string): Promise<string[]> {
  const terminal = new headless.Terminal({ cols: COLS, rows: ROWS, allowProposedApi: true, logLevel: 'off' });
  guard(terminal);
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  const { active } = terminal.buffer;
  const lines = Array.from({ length: ROWS }, (_, y) => {
    return active.getLine(active.baseY + y)?.translateToString(true) ?? '';
  });
  terminal.dispose();
  return lines;
}

test('what is asked for a billion times is done as often as can be seen', async () => {
  // Done a billion times, each of these would take minutes.
  for (const final of 'LMSTIZ') await screenOf(`x\x1b[2147483647${final}`);
  const full = await screenOf('x\x1b[2147483647b');
  expect(full.every((line) => /^x+$/.test(line))).toBe(true);
}, 10_000);

test('what is asked for a few times is done so often', async () => {
  const lines = await screenOf('one\r\ntwo\r\nthree\x1b[2S\r\nx\x1b[4b');
  expect(lines.slice(0, 4)).toEqual(['three', '', '', 'xxxxx']);
});

test('all above the end of the screen is erased, where xterm alone fails', async () => {
  const lines = await screenOf('one\r\ntwo\x1b[999;999H\x1b[1Jx');
  expect(lines).toEqual([...Array(ROWS - 1).fill(''), `${' '.repeat(COLS - 1)}x`]);
});
