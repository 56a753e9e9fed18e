/** What real programs drew on a terminal, recorded byte by byte from those of Debian 12. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { PageTerminal } from './testing/page-terminal.ts';
import { screenOfSize } from './testing/screen-of-size.ts';

const PROGRAMS = [
  ['vim', 80, 24],
  ['less', 80, 24],
  ['top', 100, 30],
  ['tmux', 100, 30],
  ['shell', 80, 24],
] as const;
const PLACES = 40;

test.each(PROGRAMS)('%s is the same after a snapshot, at any moment', (program, cols, rows) => {
  const file = path.join(import.meta.dirname, 'testing/recorded', `${program}.gz`);
  const printed = gunzipSync(readFileSync(file));
  const whole = new PageTerminal(cols, rows);
  whole.write(printed);
  const page = new PageTerminal(cols, rows);
  const screen = screenOfSize({ cols, rows });
  for (let at = 0; at < printed.length; ) {
    const next = Math.min(printed.length, at + Math.ceil(printed.length / PLACES));
    page.write(printed.subarray(at, next));
    screen.feed(printed.subarray(at, next));
    at = next;
    const { seq, bytes } = screen.save();
    const late = new PageTerminal(cols, rows);
    late.write(bytes);
    expect(late.answers).toEqual([]);
    late.write(printed.subarray(seq, at));
    expect(late.seen()).toEqual(page.seen());
    late.write(printed.subarray(at));
    expect(late.seen()).toEqual(whole.seen());
    late.terminal.dispose();
  }
});
