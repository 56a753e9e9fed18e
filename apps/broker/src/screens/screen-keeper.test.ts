import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { Screens } from './screens.ts';
import { COLOURED, lines, Printer, type PrinterOptions } from './testing/printer.ts';

const screens = new Screens();
afterAll(() => screens.close());

const printerOf = (options: Omit<PrinterOptions, 'screens'> = {}) => new Printer({ screens, ...options });

test('gives the screen after all that was printed', async () => {
  const printer = printerOf({ cols: 20, rows: 3, capacity: 4096 });
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
  printer.print('hello');
  expect(await printer.keeper.snapshot()).toMatchObject({ seq: 5, cols: 20, rows: 3 });
  printer.print(lines(2000, (i) => `${i % 7 ? '' : COLOURED}line ${i}`));
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
  printer.keeper.close();
  await expect(printer.keeper.snapshot()).rejects.toThrow('The terminal is closed.');
});

test('a snapshot within a sequence or a character stands before it', async () => {
  const printer = printerOf();
  printer.print('ab\x1b[3');
  expect((await printer.keeper.snapshot()).seq).toBe(2);
  printer.print(Buffer.from('1mé', 'utf8').subarray(0, 3));
  expect((await printer.keeper.snapshot()).seq).toBe(7);
  printer.print(Buffer.from([0xa9]));
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
  printer.keeper.close();
});

test('a flood of text is skipped, and nobody can tell', async () => {
  const opened = screens.parsed;
  const printer = printerOf({ capacity: 256 * 1024 });
  await printer.printAll(COLOURED + lines(200_000) + COLOURED);
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
  // 9 MB went by; what was parsed is its beginning and its end.
  expect(screens.parsed - opened).toBeLessThan(500_000);
  printer.keeper.close();
});

test('whatever is printed around floods, nobody can tell that they are skipped', async () => {
  const flood = fc
    .tuple(
      fc.integer({ min: 1, max: 4000 }),
      fc.constantFrom('y', 'some text', 'é° 漢字 😀', 'tab\there', 'x'.repeat(150)),
    )
    .map(([count, text]) => lines(count, () => text));
  const special = fc.constantFrom(
    ...[COLOURED, '\x1b[44mblue\r\n', '\x1b[?1049h', '\x1b[?1049l', '\x1b[5;9r', '\x1b[r', '\x0e', '\x0f'],
    ...[
      '\x1b)0',
      '\x1b[?7l',
      '\x1b[?7h',
      '\x1b[20;3H',
      '\x1b7',
      '\x1b8',
      '\u009b31m',
      '\u0085',
      '\x1b[3J',
      '\x1b]0;t\x07',
      '\x1b]999;t',
    ],
    ...[
      'no end',
      '\x07',
      '\x1b[4h',
      '\x1b[4l',
      '\x1b[20h',
      '\x1b[20l',
      '\n\n',
      '\x1b[?6h',
      '\x1b[?6l',
      '\x1bc',
    ],
  );
  const stream = fc.array(fc.oneof(flood, special, special), { maxLength: 14, size: 'max' });
  await fc.assert(
    fc.asyncProperty(stream, fc.constantFrom(1000, 4096, 10_000), async (pieces, chunk) => {
      const printer = printerOf({ cols: 40, rows: 12 });
      for (const piece of pieces) {
        await printer.printAll(piece, chunk);
      }
      expect((await printer.late()).seen()).toEqual(printer.page.seen());
      printer.keeper.close();
      printer.page.terminal.dispose();
    }),
    { seed: 3, numRuns: 25 },
  );
});

test('sizes count from the byte before which they came', async () => {
  const printer = printerOf({ capacity: 8192 });
  for (let i = 0; i < 30; i += 1) {
    await printer.printAll(COLOURED + lines(40, (k) => `line ${k}`), 1000);
    printer.resize(40 + (i % 5) * 20, 10 + (i % 3) * 10);
  }
  // A taller screen takes lines back from above, of which a page has more.
  expect((await printer.late()).seen(500)).toEqual(printer.page.seen(500));
  printer.keeper.close();
});
