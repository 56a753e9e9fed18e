import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { boundedLines, Pace } from './bounded-lines.ts';
import { StillClock } from './testing/still-clock.ts';

const { signal } = new AbortController();
async function linesOf(chunks: string[], mostBytes = 10): Promise<(string | null)[]> {
  const lines: (string | null)[] = [];
  const stream = Readable.from(chunks.map((chunk) => Buffer.from(chunk, 'latin1')));
  for await (const line of boundedLines(stream, { mostBytes, pace: new Pace(new StillClock()), signal }))
    lines.push(line);
  return lines;
}

test.each<[string, string[], (string | null)[]]>([
  ['whole lines', ['a\nb\n'], ['a', 'b']],
  ['a line in pieces', ['a', 'b', 'c\n'], ['abc']],
  ['a character in pieces', ['\xc3', '\xa4\n'], ['ä']],
  ['an unfinished last line', ['a\nb'], ['a', 'b']],
  ['empty lines', ['\n\na\n'], ['', '', 'a']],
  ['one at the bound', ['0123456789\nx\n'], ['0123456789', 'x']],
  ['one over it', ['0123456789a\nx\n'], [null, 'x']],
  ['one over it in pieces', ['0123', '456789', 'a', 'bcdefghijklmn', 'o\nx\n'], [null, 'x']],
  ['an unfinished one over it', ['0123456789abc'], [null]],
  ['nothing', [], []],
])('%s', async (_name, chunks, lines) => {
  expect(await linesOf(chunks)).toEqual(lines);
});

test('a flood is read no further than its pace allows', async () => {
  const clock = new StillClock();
  const line = Buffer.from(`${'x'.repeat(99_999)}\n`);
  let given = 0;
  const stream = new Readable({
    read() {
      given += 1;
      this.push(line);
    },
  });
  const lines = boundedLines(stream, { mostBytes: 200_000, pace: new Pace(clock), signal });
  let taken = 0;
  const reading = (async () => {
    for await (const _ of lines) taken += 1;
  })();
  await clock.waitedFor();
  const before = taken;
  expect(before * line.length).toBeGreaterThan(4 * 2 ** 20);
  expect(before * line.length).toBeLessThan(5 * 2 ** 20);
  expect(given).toBeLessThan(before + 10);
  await clock.pass(1000);
  await clock.waitedFor();
  expect((taken - before) * line.length).toBeGreaterThan(2 ** 18);
  expect((taken - before) * line.length).toBeLessThan(2 ** 20);
  stream.destroy();
  await clock.pass(1000);
  await reading.catch(() => {});
});
