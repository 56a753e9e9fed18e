import type { Checkpoint } from '@sandlot/sandbox';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { Ring } from '../terminals/ring.ts';
import { ScreenKeeper } from './screen-keeper.ts';
import { Screens } from './screens.ts';
import { PageTerminal } from './testing/page-terminal.ts';

const screens = new Screens();
afterAll(() => screens.close());

/** A terminal as the broker has it: what it prints goes into the ring, and to a page that lacks nothing. */
class Printer {
  readonly ring: Ring;
  readonly keeper: ScreenKeeper;
  readonly page: PageTerminal;
  readonly kept: Checkpoint[] = [];
  reliefs = 0;

  constructor({
    cols = 80,
    rows = 24,
    capacity = 64 * 1024,
    start = 0,
    from = null as Checkpoint | null,
    on = screens,
    page = new PageTerminal(cols, rows),
  } = {}) {
    this.ring = new Ring(capacity, start);
    this.page = page;
    this.keeper = new ScreenKeeper(
      on,
      this.ring,
      { cols, rows },
      {
        checkpoint: (checkpoint) => this.kept.push(checkpoint),
        relief: () => {
          this.reliefs += 1;
        },
      },
      from,
    );
  }

  print(text: string | Buffer, chunk = this.ring.capacity / 4): void {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += chunk) {
      const piece = bytes.subarray(at, at + chunk);
      this.keeper.makeRoom(piece.length);
      this.ring.append(piece);
      this.page.write(piece);
    }
  }

  /** Waits while the program would have to. */
  async printAll(text: string | Buffer, chunk = this.ring.capacity / 4): Promise<void> {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += chunk) {
      this.print(bytes.subarray(at, at + chunk), chunk);
      await until(() => !this.keeper.behind);
    }
  }

  resize(cols: number, rows: number): void {
    this.keeper.resize(cols, rows);
    this.page.resize(cols, rows);
  }

  /** A page that comes now, and has nothing. */
  async late(): Promise<PageTerminal> {
    const { seq, cols, rows, bytes } = await this.keeper.snapshot();
    expect(seq).toBeGreaterThanOrEqual(this.ring.start);
    expect(seq).toBeLessThanOrEqual(this.ring.end);
    const page = new PageTerminal(cols, rows);
    page.write(bytes);
    page.write(this.ring.read(seq, this.ring.end - seq));
    return page;
  }
}

async function until(condition: () => boolean, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const COLOURED = '\x1b[1;32muser@m1\x1b[0m:\x1b[34m~\x1b[0m$ ls 漢字\r\n\x1b[?2004h';
const lines = (count: number, text = (i: number) => `line ${i} of a long listing, said by nobody`) =>
  Array.from({ length: count }, (_, i) => `${text(i)}\r\n`).join('');

test('gives the screen after all that was printed', async () => {
  const printer = new Printer({ cols: 20, rows: 3, capacity: 4096 });
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
  printer.print('hello');
  expect(await printer.keeper.snapshot()).toMatchObject({ seq: 5, cols: 20, rows: 3 });
  printer.print(lines(2000, (i) => `${i % 7 ? '' : COLOURED}line ${i}`));
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
  printer.keeper.close();
  await expect(printer.keeper.snapshot()).rejects.toThrow('The terminal is closed.');
});

test('a snapshot within a sequence or a character stands before it', async () => {
  const printer = new Printer();
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
  const printer = new Printer({ capacity: 256 * 1024 });
  await printer.printAll(COLOURED + lines(200_000) + COLOURED);
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
  // 9 MB went by; what was parsed is its beginning and its end.
  expect(screens.parsed - opened).toBeLessThan(1_500_000);
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
      const printer = new Printer({ cols: 40, rows: 12 });
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
  const printer = new Printer({ capacity: 8192 });
  for (let i = 0; i < 30; i += 1) {
    await printer.printAll(COLOURED + lines(40, (k) => `line ${k}`), 1000);
    printer.resize(40 + (i % 5) * 20, 10 + (i % 3) * 10);
  }
  // A taller screen takes lines back from above, of which a page has more.
  expect((await printer.late()).seen(500)).toEqual(printer.page.seen(500));
  printer.keeper.close();
});
