/** How screens come and go: put away and made again, kept by others, lost with the worker. */
import { LIMITS } from '@sandlot/protocol';
import type { Checkpoint } from '@sandlot/sandbox';
import { afterEach, expect, test } from 'vitest';
import { Ring } from '../terminals/ring.ts';
import { ScreenKeeper } from './screen-keeper.ts';
import { Screens, type ScreensOptions } from './screens.ts';
import { COLOURED, lines, Printer, until } from './testing/printer.ts';

const opened: Screens[] = [];
afterEach(() => Promise.all(opened.splice(0).map((screens) => screens.close())));

function screensOf(options?: ScreensOptions): Screens {
  const screens = new Screens({ quietMs: 200, ...options });
  opened.push(screens);
  return screens;
}

const VIM =
  '\x1b[?1049h\x1b[?2004h\x1b[1;23r\x1b[2J\x1b[H\x1b[94m~\x1b[0m text\x1b[24;1H-- INSERT --\x1b[1;8H';

test('a quiet screen is put away, and made again as it was', async () => {
  const screens = screensOf();
  const printer = new Printer({ screens });
  await printer.printAll(COLOURED.repeat(3000) + VIM);
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
  expect(screens.count).toBe(1);
  await until(() => screens.count === 0);
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
  printer.print('more\x1b[?1049l');
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
  // It told the checkpoint of its rest to whoever keeps it.
  expect(printer.kept.at(-1)?.seq).toBeGreaterThan(printer.ring.start);
});

test('a screen that the ring alone can make again is let go', async () => {
  const screens = screensOf();
  const printer = new Printer({ screens });
  printer.print(COLOURED);
  printer.resize(40, 10);
  printer.print(VIM);
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
  await until(() => screens.count === 0);
  expect(printer.kept).toEqual([]);
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
});

test('screens over the limit make place, the one that rests longest first', async () => {
  const cells = 80 * (2 * 24 + LIMITS.snapshotLines);
  const screens = screensOf({ cells: 2 * cells });
  const printers = Array.from({ length: 5 }, () => new Printer({ screens }));
  for (const printer of printers) {
    await printer.printAll(COLOURED.repeat(3000));
    await printer.late();
  }
  await until(() => screens.count <= 2);
  for (const printer of printers) expect((await printer.late()).seen()).toEqual(printer.page.seen());
});

/** The next broker: its ring has what comes after `start`. */
async function nextBroker(old: Printer, from: Checkpoint | null, start: number): Promise<Printer> {
  const { ring, page } = old;
  const { cols, rows } = page.terminal;
  const next = new Printer({ screens: screensOf(), cols, rows, start, from, page });
  const rest = ring.read(start, ring.end - start);
  next.keeper.makeRoom(rest.length);
  next.ring.append(rest);
  return next;
}

test('the next broker goes on from a checkpoint', async () => {
  const printer = new Printer({ screens: screensOf() });
  await printer.printAll(COLOURED.repeat(4000) + VIM);
  await until(() => printer.kept.length > 0);
  printer.print('a little more');
  const kept = printer.kept.at(-1) as Checkpoint;
  for (const start of [printer.ring.start, kept.seq]) {
    const next = await nextBroker(printer, kept, start);
    expect((await next.late()).seen()).toEqual(printer.page.seen());
  }
});

test('what was lost in between is left out, and plain text that was lost is not missed', async () => {
  const printer = new Printer({ screens: screensOf() });
  await printer.printAll(`\x1b]0;title\x07\x1b[32m${COLOURED.repeat(2000)}\x1b[?2004h\x1b[44m`);
  await printer.keeper.work();
  const kept = printer.kept.at(-1) as Checkpoint;
  await printer.printAll(lines(20_000));
  expect(kept.seq).toBeLessThan(printer.ring.start);
  // The lost part ends somewhere within a line: that line is seen from there on.
  const next = await nextBroker(printer, kept, printer.ring.start);
  expect((await next.late()).seen(500)).toEqual(printer.page.seen(500));
});

test('a checkpoint counts at another size, and one that cannot be is not taken', async () => {
  const printer = new Printer({ screens: screensOf() });
  printer.print(COLOURED.repeat(5));
  await printer.keeper.work();
  const kept = printer.kept.at(-1) as Checkpoint;
  printer.page.resize(50, 10);
  const next = await nextBroker(printer, kept, printer.ring.end);
  expect((await next.late()).seen()).toEqual(printer.page.seen());

  const impossible: Partial<Checkpoint>[] = [
    { seq: -1 },
    { seq: 2 ** 50 },
    { seq: 0.5 },
    { cols: 1 },
    { cols: 501 },
    { rows: 301 },
    { bytes: Buffer.alloc(LIMITS.snapshotBytes + 17 * 1024) },
  ];
  const screens = screensOf();
  for (const wrong of impossible) {
    const without = new Printer({ screens, from: { ...kept, ...wrong } });
    without.print('x');
    expect((await without.late()).seen()).toEqual(without.page.seen());
  }
});

test('hostile bytes of a checkpoint come out as a screen', async () => {
  const bytes = Buffer.from('\x1b[c\x1b[6n\x07\x1b]11;?\x07ink\x1b[2147483647b\x1b[9999999999S\x1b]0;');
  const printer = new Printer({ screens: screensOf(), from: { seq: 0, cols: 80, rows: 24, bytes } });
  const page = await printer.late();
  expect(page.answers).toEqual([]);
  expect(page.bells).toBe(0);
});

test('a program that prints faster than can be parsed has to wait, in bounded memory', async () => {
  const printer = new Printer({ screens: screensOf(), capacity: 256 * 1024 });
  const coloured = Buffer.from('\x1b[31mred\x1b[32mgreen\x1b[0m plain 漢字\r\n'.repeat(2000));
  let printed = 0;
  while (!printer.keeper.behind) {
    printer.print(coloured, 32 * 1024);
    printed += coloured.length;
    expect(printed).toBeLessThan(2 * 1024 * 1024);
  }
  expect(printer.reliefs).toBe(0);
  await until(() => printer.reliefs === 1);
  expect(printer.keeper.behind).toBe(false);
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
});

test('all terminals together have a limit, too', async () => {
  const screens = screensOf();
  screens.queued(9 * 1024 * 1024);
  const printer = new Printer({ screens, capacity: 256 * 1024 });
  printer.print(COLOURED.repeat(15_000), 64 * 1024);
  expect(printer.keeper.behind).toBe(true);
  screens.queued(-9 * 1024 * 1024);
  await until(() => printer.reliefs === 1);
});

test('output that the worker is stuck at is left out, and the other screens are made again', async () => {
  const program = new URL('./testing/stuck-worker.ts', import.meta.url);
  const screens = screensOf({ stuckMs: 3000, program });
  const other = new Printer({ screens });
  other.print(COLOURED.repeat(10));
  expect((await other.late()).seen()).toEqual(other.page.seen());

  const stuck = new Printer({ screens });
  for (let strike = 1; strike <= 3; strike += 1) {
    stuck.print(`for ever and ever${strike}`);
    await expect(stuck.keeper.snapshot()).rejects.toThrow(
      'A screen took more than 3000 ms for a little output.',
    );
    expect((await other.late()).seen()).toEqual(other.page.seen());
    if (strike === 3) break;
    stuck.print('after');
    const { seq, bytes } = await stuck.keeper.snapshot();
    expect(seq).toBe(stuck.ring.end);
    expect(Buffer.from(bytes).toString()).toContain('after');
  }
  await expect(stuck.keeper.snapshot()).rejects.toThrow('This terminal prints what no screen can take.');
  stuck.print('x'.repeat(200_000));
  expect(stuck.keeper.behind).toBe(false);
  expect(screens.count).toBe(1);
});

test('a worker that cannot start is tried again, not all the time', async () => {
  const screens = screensOf();
  const printer = new Printer({ screens });
  printer.print(COLOURED);
  for (let i = 0; i < 3; i += 1) {
    const refused = expect(printer.keeper.snapshot()).rejects.toThrow('The worker of the screens has ended.');
    await screens.endWorker();
    await refused;
  }
  await expect(printer.keeper.snapshot()).rejects.toThrow(/died 3 times.*again in \d+ ms/);
  await until(() => screens.ready);
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
});

test('after the worker died a screen goes on from the last state that is known', async () => {
  const screens = screensOf();
  const printer = new Printer({ screens });
  await printer.printAll(COLOURED.repeat(3000));
  await printer.keeper.work();
  printer.print('\x1b[?1hsomething');
  const asked = printer.keeper.snapshot();
  const refused = expect(asked).rejects.toThrow('The worker of the screens has ended.');
  await screens.endWorker();
  await refused;
  expect((await printer.late()).seen()).toEqual(printer.page.seen());
});

test('closed screens open no more', async () => {
  const screens = screensOf();
  const printer = new Printer({ screens });
  printer.print(COLOURED);
  const asked = printer.keeper.snapshot();
  const refused = expect(asked).rejects.toThrow('The screens are closed.');
  await screens.close();
  await refused;
  await expect(printer.keeper.snapshot()).rejects.toThrow('The screens are closed.');
});

test('500 idle terminals cost next to nothing beside their rings', () => {
  const screens = screensOf();
  const rings = Array.from({ length: 500 }, () => new Ring(256 * 1024));
  const before = process.memoryUsage();
  const keepers = rings.map(
    (ring) => new ScreenKeeper(screens, ring, { cols: 80, rows: 24 }, { checkpoint: null, relief: () => {} }),
  );
  const after = process.memoryUsage();
  expect(keepers).toHaveLength(500);
  expect((after.heapUsed - before.heapUsed) / 500).toBeLessThan(4 * 1024);
  expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(64 * 1024);
  expect(screens.count).toBe(0);
});
