import { stripVTControlCharacters } from 'node:util';
import { CLOSE, LIMITS } from '@sandlot/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TerminalWire } from '../testing/student.ts';
import { type TestBroker, TestSite } from '../testing/test-broker.ts';

let site: TestSite;
let b: TestBroker;
let mine: Awaited<ReturnType<TestBroker['ready']>>;
beforeAll(async () => {
  site = new TestSite('docker');
  b = await site.start();
  mine = await b.ready();
});
afterAll(async () => {
  await b.end();
  site.remove();
});

const open = (name: string) => mine.student.terminal(mine.sandboxId, 'box', null, name);
const resume = (wire: TerminalWire, name: string, client?: string) =>
  mine.student.terminal(
    mine.sandboxId,
    'box',
    { terminalId: wire.terminalId ?? '', seq: wire.seq },
    name,
    client,
  );
const sizes = (wire: TerminalWire) => wire.frames.filter((frame) => frame.type === 'size');
const welcome = (wire: TerminalWire) => {
  const [first] = wire.frames;
  if (first?.type !== 'welcome') throw new Error(`the first frame was ${first?.type}`);
  return first.welcome;
};
const cut = async (wire: TerminalWire) => {
  wire.socket.terminate();
  await wire.until((w) => w.closed !== null);
};

test('the shell is there before anybody asks', async () => {
  await mine.watch.until((state) => state.sandbox?.machines[0]?.terminals[0]?.name === 'main');
});

test('a client that comes back gets exactly the rest', async () => {
  const first = await open('rest');
  await first.until((w) => w.atPrompt);
  first.type('stty -echo; echo rea""dy; read x; seq 1 2000; echo do""ne\r');
  await first.until((w) => w.text.includes('ready\r\n'));
  first.type('\r');
  await first.until((w) => /\r\n100\r\n/.test(w.text));
  await cut(first);
  const second = await resume(first, 'rest');
  expect(welcome(second)).toMatchObject({ terminalId: first.terminalId, resumed: true, skipped: 0 });
  await second.until((w) => (first.text + w.text).includes('\ndone\r\n')); // all of it may have come before
  const all = first.text + second.text;
  const lines = Array.from({ length: 2000 }, (_, i) => `${i + 1}\r\n`).join('');
  expect(all.split(lines)).toHaveLength(2);
});

test('cuts at random moments lose and double nothing', async () => {
  let wire = await open('cuts');
  await wire.until((w) => w.atPrompt);
  wire.type(
    'stty -echo -opost; PS1=; echo rea""dy; read x; for i in $(seq 1 40000); do echo n$i; done; echo st""op\r',
  );
  // A return typed while the line is still edited would not end the line that `read` reads.
  await wire.until((w) => w.text.includes('ready\n'));
  wire.clear();
  wire.type('\r');
  const random = fc.sample(fc.integer({ min: 1, max: 30_000 }), { numRuns: 60, seed: 77 });
  let all = '';
  for (const bytes of random) {
    await wire.until((w) => w.bytes.length >= bytes || w.text.includes('stop'));
    await cut(wire);
    all += wire.text;
    if (all.includes('stop')) break;
    const next = await resume(wire, 'cuts');
    expect(welcome(next).resumed).toBe(true);
    wire = next;
  }
  if (!all.includes('stop')) {
    await wire.until((w) => w.text.includes('stop'), 30_000);
    all += wire.text;
  }
  const wanted = `${Array.from({ length: 40_000 }, (_, i) => `n${i + 1}`).join('\n')}\nstop`;
  expect(all.slice(all.indexOf('n1\n')).startsWith(wanted)).toBe(true);
}, 60_000);

test('what the ring has forgotten comes as a snapshot, and says how much went by', async () => {
  const first = await open('forgotten');
  await first.until((w) => w.atPrompt);
  const seq = first.seq;
  await cut(first);
  const other = await open('forgotten');
  other.onOutput = () => {};
  other.type('seq 1 200000; echo e""nd\r');
  await other.until((w) => w.seq > seq + 1_000_000);
  await other.until((w) => w.seq > 1_488_000);
  const back = await mine.student.terminal(
    mine.sandboxId,
    'box',
    { terminalId: first.terminalId ?? '', seq },
    'forgotten',
  );
  const { resumed, skipped } = welcome(back);
  expect(resumed).toBe(false);
  expect(skipped).toBeGreaterThan(1_000_000);
  await back.until((w) => w.snapshot.whole);
  await back.until((w) => stripVTControlCharacters(w.text).includes('200000\r\nend'));
  expect(back.text).toContain('199999\r\n200000');
  expect(back.snapshot.bytes.length).toBeLessThan(LIMITS.snapshotBytes);
  back.type('echo he""re\r');
  await back.until((w) => w.text.includes('here'));
  await cut(other);
  await cut(back);
});

test('a client that does not read is skipped over, and slows nobody', async () => {
  const [fast, slow] = [await open('slow'), await open('slow')];
  await Promise.all([fast, slow].map((wire) => wire.until((w) => w.atPrompt)));
  slow.acknowledging = false;
  fast.clear();
  fast.type('seq 1 150000; echo e""nd\r');
  await fast.until((w) => w.bytes.includes('\nend') && w.atPrompt, 20_000);
  expect(fast.frames.some((frame) => frame.type === 'skipped')).toBe(false);
  slow.acknowledging = true;
  slow.clear();
  slow.send({ type: 'ack', seq: slow.seq });
  await slow.until((w) => w.text.includes('150000\r\nend') && w.seq === fast.seq);
  expect(slow.frames.filter((frame) => frame.type === 'skipped').length).toBeGreaterThan(0);
  await Promise.all([fast, slow].map(cut));
});

test('input is written once, however often it comes', async () => {
  const client = 'page-with-a-name';
  const first = await mine.student.terminal(mine.sandboxId, 'box', null, 'once', client);
  await first.until((w) => w.atPrompt);
  expect(welcome(first).input).toBe(0);
  first.type('echo on');
  await first.until((w) => w.frames.some((f) => f.type === 'taken' && f.bytes === 7));
  await first.until((w) => w.text.includes('echo on'));
  await cut(first);
  const second = await resume(first, 'once', client);
  expect(welcome(second).input).toBe(7);
  second.send({ type: 'input', offset: 0, bytes: Buffer.from('echo on""ce\r') });
  await second.until((w) => w.text.includes('once'));
  await second.until((w) => w.atPrompt);
  expect(second.text.match(/echo/g)).toBeNull();
  await cut(second);
});

test('the client that was active last sets the size, and only it is told that the size is its own', async () => {
  const [left, right] = [await open('sizes'), await open('sizes')];
  await right.until((w) => w.atPrompt);
  right.send({ type: 'resize', cols: 132, rows: 43 });
  await left.until((w) => sizes(w).at(-1)?.cols === 132);
  await right.until((w) => sizes(w).at(-1)?.cols === 132);
  expect(sizes(left).at(-1)).toEqual({ type: 'size', cols: 132, rows: 43, yours: false });
  expect(sizes(right).at(-1)).toEqual({ type: 'size', cols: 132, rows: 43, yours: true });
  left.type('stty size\r');
  await left.until((w) => w.text.includes('24 80'));
  await right.until((w) => sizes(w).at(-1)?.cols === 80);
  expect(sizes(left).at(-1)).toEqual({ type: 'size', cols: 80, rows: 24, yours: true });
  await cut(left);
  await right.until((w) => sizes(w).at(-1)?.yours === true);
  right.type('stty size\r');
  await right.until((w) => w.text.includes('43 132'));
  await cut(right);
});

test('a page that nobody looks at takes no size from another, unless it is alone', async () => {
  const shown = await open('background');
  await shown.until((w) => w.atPrompt);
  shown.send({ type: 'resize', cols: 100, rows: 30 });
  await shown.until((w) => sizes(w).at(-1)?.cols === 100);
  const hidden = await mine.student.terminal(mine.sandboxId, 'box', null, 'background', 'hidden-page', true);
  await hidden.until((w) => sizes(w).length > 0);
  expect(sizes(hidden)).toEqual([{ type: 'size', cols: 100, rows: 30, yours: false }]);
  await cut(shown);
  await hidden.until((w) => sizes(w).at(-1)?.yours === true);
  expect(sizes(hidden).at(-1)?.cols).toBe(80);
  await cut(hidden);
});

test('a terminal that is closed is closed for all, and leaves the list', async () => {
  const [one, two] = [await open('closing'), await open('closing')];
  await mine.watch.until((s) => s.sandbox?.machines[0]?.terminals.some((t) => t.name === 'closing') ?? false);
  await mine.student.ask('DELETE', `/api/sandboxes/${mine.sandboxId}/terminals/box/closing`);
  await Promise.all([one, two].map((wire) => wire.until((w) => w.closed !== null)));
  expect(one.closed).toEqual({ code: CLOSE.gone, reason: 'This terminal was closed.' });
  expect(two.closed).toEqual(one.closed);
  await mine.watch.until(
    (s) => s.sandbox?.machines[0]?.terminals.every((t) => t.name !== 'closing') ?? false,
  );
});

test('a title is kept with the terminal, and shown to every page', async () => {
  await open('named');
  const path = `/api/sandboxes/${mine.sandboxId}/terminals/box/named`;
  await mine.student.ask('PATCH', path, { title: ' Web server ' });
  const title = (state: Awaited<ReturnType<typeof mine.watch.until>>) =>
    state.sandbox?.machines[0]?.terminals.find((one) => one.name === 'named')?.title;
  await mine.watch.until((state) => title(state) === 'Web server');
  await mine.student.ask('PATCH', path, { title: '' });
  await mine.watch.until((state) => title(state) === null);
});
