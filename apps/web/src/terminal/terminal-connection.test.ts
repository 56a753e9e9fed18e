import { CLOSE, LIMITS, type TerminalTicket, type Welcome } from '@sandlot/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Answer } from '../live/ask-broker.ts';
import { Backoff } from '../live/backoff.ts';
import { INPUT_LIMITS } from './input-queue.ts';
import { TerminalConnection, type TerminalStatus } from './terminal-connection.ts';
import { BrokerStand, type Line } from './testing/broker-stand.ts';
import { PaperScreen } from './testing/paper-screen.ts';
import { until } from './testing/until.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const utf8 = (value: string) => new TextEncoder().encode(value);

let stand: BrokerStand;
let screen: PaperScreen;
let statuses: TerminalStatus[];
let tickets: (() => Answer<TerminalTicket>)[];
let notices: string[];
let connection: TerminalConnection;

const good = (): Answer<TerminalTicket> => ({ ok: true, value: { ticket: 'a-ticket', expiresInMs: 30_000 } });

const connectionWith = (options: Partial<ConstructorParameters<typeof TerminalConnection>[0]>) =>
  new TerminalConnection({
    client: 'client-one',
    requestTicket: async () => (tickets.shift() ?? good)(),
    url: () => stand.url,
    screen,
    onStatus: (status) => statuses.push(status),
    onNotice: (notice) => notices.push(notice),
    backoff: new Backoff({ firstMs: 10, ceilingMs: 20 }),
    ...options,
  });

beforeEach(async () => {
  stand = await BrokerStand.start();
  screen = new PaperScreen();
  statuses = [];
  tickets = [];
  notices = [];
  connection = connectionWith({});
});
afterEach(async () => {
  connection.stop();
  await stand.stop();
});

const lineNumber = (n: number): Promise<Line> => until(`line ${n}`, () => stand.lines[n]);
const hello = async (line: Line) => {
  const first = await until('HELLO', () => line.frames[0]);
  if (first.type !== 'hello') throw new Error(`The first frame was ${first.type}.`);
  return first.hello;
};

const inputs = (line: Line) => line.frames.filter((frame) => frame.type === 'input');
const typed = (line: Line) =>
  inputs(line)
    .map((frame) => text(frame.bytes))
    .join('');

/** Answers HELLO, as for a terminal that is new unless it is said otherwise, with an empty snapshot. */
function welcome(line: Line, what: Partial<Welcome> = {}): void {
  const answer = { terminalId: 't1', seq: 0, resumed: false, skipped: 0, input: 0, durable: true, ...what };
  line.send({ type: 'welcome', welcome: answer });
  line.send({ type: 'size', cols: 80, rows: 24, yours: true });
  if (!answer.resumed) line.send({ type: 'snapshot', seq: answer.seq, last: true, bytes: new Uint8Array(0) });
}

/** Starts, and answers HELLO. */
async function opened(what: Partial<Welcome> = {}): Promise<Line> {
  connection.start();
  const line = await lineNumber(0);
  await hello(line);
  welcome(line, what);
  await until('a snapshot', () => screen.restores > 0 && screen.restoring === false);
  return line;
}

/** Cuts a line and returns the next one, which has said HELLO. */
async function again(line: Line, n: number): Promise<Line> {
  line.cut();
  const next = await lineNumber(n);
  await hello(next);
  return next;
}

test('HELLO is first, and carries ticket, size and who this is', async () => {
  connection.start();
  const first = await hello(await lineNumber(0));
  expect(first).toEqual({
    version: 2,
    background: false,
    ticket: 'a-ticket',
    client: 'client-one',
    cols: 80,
    rows: 24,
    resume: null,
  });
});

test('output reaches the screen and keys reach the program, numbered', async () => {
  const line = await opened();
  line.send({ type: 'output', seq: 0, bytes: utf8('$ ') });
  await until('the prompt', () => screen.shown === '$ ');
  connection.send(utf8('ls'));
  connection.send(utf8('\r'));
  await until('input', () => typed(line) === 'ls\r');
  expect(inputs(line).map((frame) => frame.offset)).toEqual([0, 2]);
});

test('the status says whether the shell outlives the broker', async () => {
  await opened({ durable: false });
  expect(connection.status).toEqual({ kind: 'open', echoMs: null, durable: false });
});

test('a paste over the limit of a frame is cut into several, in order', async () => {
  const line = await opened();
  const paste = utf8('x'.repeat(LIMITS.clientFrameBytes * 2));
  connection.send(paste);
  await until('all of it', () => typed(line).length === paste.length);
  expect(inputs(line)).toHaveLength(3);
  expect(Math.max(...inputs(line).map((frame) => frame.bytes.length + 9))).toBe(LIMITS.clientFrameBytes);
});

test('bytes are acknowledged once they are drawn, not when they come', async () => {
  const line = await opened();
  screen.drawing = false;
  line.send({ type: 'output', seq: 0, bytes: new Uint8Array(LIMITS.ackEveryBytes) });
  await until('the bytes', () => screen.undrawn.length === 1);
  expect(line.frames.some((frame) => frame.type === 'ack')).toBe(false);
  screen.undrawn[0]?.();
  const ack = await until('ACK', () => line.frames.find((frame) => frame.type === 'ack'));
  expect(ack.seq).toBe(LIMITS.ackEveryBytes);
});

test('after a cut it asks for the byte it lacks, and draws nothing twice', async () => {
  const line = await opened({ seq: 100 });
  line.send({ type: 'output', seq: 100, bytes: utf8('abc') });
  await until('abc', () => screen.shown === 'abc');
  const second = await again(line, 1);
  expect((await hello(second)).resume).toEqual({ terminalId: 't1', seq: 103 });
  welcome(second, { seq: 103, resumed: true });
  second.send({ type: 'output', seq: 101, bytes: utf8('bcde') });
  await until('the rest', () => screen.shown === 'abcde');
  expect(screen.restores).toBe(1);
  expect(notices).toEqual([]);
  expect(statuses.map((status) => status.kind)).toContain('reconnecting');
});

test('a snapshot in pieces replaces the screen, at the program’s size', async () => {
  const line = await opened();
  line.send({ type: 'output', seq: 0, bytes: utf8('old') });
  await until('old', () => screen.shown === 'old');
  line.send({ type: 'size', cols: 132, rows: 50, yours: false });
  line.send({ type: 'skipped', from: 3, to: 1_500_003 });
  line.send({ type: 'snapshot', seq: 1_500_003, last: false, bytes: utf8('ne') });
  await until('its first piece', () => screen.shown === 'ne');
  expect(screen.restoring).toBe(true);
  line.send({ type: 'snapshot', seq: 1_500_003, last: true, bytes: utf8('w ') });
  line.send({ type: 'output', seq: 1_500_003, bytes: utf8('more') });
  await until('the rest', () => screen.shown === 'new more');
  expect(screen.restoring).toBe(false);
  expect(screen.lines).toEqual(['1.4 MB went by unseen']);
  expect(screen.restoredAt).toEqual({ cols: 132, rows: 50 });
  expect(notices).toEqual(['1.4 MB went by unseen. The screen shows how things are now.']);
});

test('a client that was away too long is told how much it missed', async () => {
  const line = await opened();
  const second = await again(line, 1);
  welcome(second, { seq: 700_000, skipped: 300_000 });
  await until('the snapshot', () => screen.restores === 2);
  expect(screen.lines).toEqual(['293 KB went by unseen']);
});

test('a snapshot that was cut is asked for anew, and what it skipped is not forgotten', async () => {
  const line = await opened();
  line.send({ type: 'skipped', from: 0, to: 5000 });
  line.send({ type: 'snapshot', seq: 5000, last: false, bytes: utf8('half') });
  await until('a half', () => screen.shown === 'half');
  const second = await again(line, 1);
  expect((await hello(second)).resume).toBeNull();
  welcome(second, { seq: 6000 });
  await until('the snapshot', () => screen.restores === 3);
  expect(screen.lines).toEqual(['5 KB went by unseen']);
});

test('a shell that is another one says that it is, and gets no key of the old one’s', async () => {
  const line = await opened();
  connection.send(utf8('on its way'));
  line.close(CLOSE.restarting);
  await until('the cut', () => connection.status.kind === 'reconnecting');
  connection.send(utf8('!'));
  const second = await lineNumber(1);
  await hello(second);
  welcome(second, { terminalId: 't2', seq: 7, skipped: 99 });
  await until('the snapshot', () => screen.restores === 2);
  expect(screen.lines).toEqual(['the shell you had is gone; this is a new one']);
  expect(notices).toEqual([
    'The shell you had is gone; this is a new one. 11 keys typed meanwhile were not sent.',
  ]);
  connection.send(utf8('after'));
  await until('input', () => typed(second) === 'after');
  expect(inputs(second)[0]?.offset).toBe(0);
});

test('keys of a cut arrive once and in order, whatever of them had arrived before', async () => {
  const line = await opened();
  connection.send(utf8('abc'));
  await until('abc', () => typed(line) === 'abc');
  line.send({ type: 'taken', bytes: 1 });
  line.cut();
  await until('the cut', () => connection.status.kind === 'reconnecting');
  connection.send(utf8('d'));
  connection.send(utf8('e'));
  const second = await lineNumber(1);
  await hello(second);
  welcome(second, { resumed: true, input: 2 });
  await until('the rest', () => typed(second) === 'cde');
  expect(inputs(second)[0]?.offset).toBe(2);
  expect(notices).toEqual([]);
});

test('keys typed before the first WELCOME are sent after it', async () => {
  connection.start();
  connection.send(utf8('early'));
  const line = await lineNumber(0);
  await hello(line);
  welcome(line);
  await until('input', () => typed(line) === 'early');
});

test('when nobody knows what was taken, nothing is typed twice and the user is told', async () => {
  const line = await opened();
  connection.send(utf8('rm x\r'));
  await until('input', () => typed(line) === 'rm x\r');
  const second = await again(line, 1);
  connection.send(utf8('y'));
  welcome(second, { resumed: true, input: null });
  await until('a word', () => notices.length > 0);
  expect(notices).toEqual(['The line was cut, and 6 keys may not have arrived. Look before you type on.']);
  connection.send(utf8('z'));
  await until('input', () => inputs(second).length > 0);
  expect(inputs(second)).toEqual([{ type: 'input', offset: 5, bytes: utf8('z') }]);
});

test('when nobody knows but nothing was on its way, the keys of the cut are sent', async () => {
  const line = await opened();
  connection.send(utf8('ab'));
  await until('input', () => typed(line) === 'ab');
  line.send({ type: 'taken', bytes: 2 });
  line.send({ type: 'output', seq: 0, bytes: utf8('ab') });
  await until('the echo', () => screen.shown === 'ab');
  const second = await again(line, 1);
  connection.send(utf8('cd'));
  welcome(second, { seq: 2, resumed: true, input: null });
  await until('input', () => typed(second) === 'cd');
  expect(notices).toEqual([]);
});

test('over 64 KiB typed in a cut are refused, counted and told', async () => {
  const line = await opened();
  line.cut();
  await until('the cut', () => connection.status.kind === 'reconnecting');
  expect(connection.send(new Uint8Array(INPUT_LIMITS.cutBytes).fill(120))).toBe(true);
  expect(connection.send(utf8('a'))).toBe(false);
  expect(connection.send(utf8('\x1b[A'))).toBe(false);
  expect(notices).toEqual([
    'The line is cut; 1 key was not sent (at most 64 KB wait for it).',
    'The line is cut; 2 keys were not sent (at most 64 KB wait for it).',
  ]);
});

test('a paste over 1 MB is refused whole, and told', async () => {
  const line = await opened();
  expect(connection.send(new Uint8Array(INPUT_LIMITS.openBytes + 1))).toBe(false);
  expect(notices[0]).toContain('more than 1 MB');
  connection.send(utf8('x'));
  await until('input', () => typed(line) === 'x');
});

test('bytes that are missing are told in their place', async () => {
  const line = await opened();
  line.send({ type: 'output', seq: 600, bytes: utf8('z') });
  await until('z', () => screen.shown === '[600 bytes went by unseen]z');
});

test('another client’s size is taken, and own ones are not told until this one is used', async () => {
  const line = await opened();
  line.send({ type: 'size', cols: 100, rows: 30, yours: false });
  await until('the size', () => screen.sizes.length === 2);
  expect(screen.sizes[1]).toEqual({ cols: 100, rows: 30, yours: false });
  screen.cols = 90;
  connection.resize();
  connection.claim();
  connection.claim();
  connection.send(utf8('x'));
  await until('input', () => typed(line) === 'x');
  expect(line.frames.filter((frame) => frame.type === 'resize')).toEqual([
    { type: 'resize', cols: 90, rows: 24 },
  ]);
});

test('a new size is told once', async () => {
  const line = await opened();
  connection.resize();
  screen.cols = 120;
  connection.resize();
  connection.resize();
  connection.send(utf8('x'));
  await until('input', () => line.frames.find((frame) => frame.type === 'input'));
  expect(line.frames.filter((frame) => frame.type === 'resize')).toEqual([
    { type: 'resize', cols: 120, rows: 24 },
  ]);
});

test('a program that ended is not reconnected to; start() asks for a new one', async () => {
  const line = await opened();
  connection.send(utf8('exit 3\r'));
  line.send({ type: 'exit', exit: { code: 3 } });
  await until('the exit', () => connection.status.kind === 'exited');
  expect(connection.status).toEqual({ kind: 'exited', code: 3 });
  expect(stand.lines).toHaveLength(1);
  connection.start();
  const second = await lineNumber(1);
  expect((await hello(second)).resume).toBeNull();
  welcome(second, { terminalId: 't2' });
  await until('the snapshot', () => screen.restores === 2);
  connection.send(utf8('ls'));
  await until('input', () => typed(second) === 'ls');
  expect(inputs(second)[0]?.offset).toBe(0);
  expect(notices).toEqual([]);
});

test.each([
  [CLOSE.gone, true],
  [CLOSE.tooMany, false],
  [CLOSE.malformed, false],
])('close code %i ends the line with a sentence', async (code, gone) => {
  const line = await opened();
  line.close(code);
  const status = await until('the end', () => connection.status.kind === 'closed' && connection.status);
  expect(status).toMatchObject({ kind: 'closed', gone });
  expect(status.message).toMatch(/\w+ .*\.$/);
});

test('the broker’s own sentence is kept', async () => {
  const line = await opened();
  line.close(CLOSE.gone, 'Machine m1 was reset.');
  const status = await until('the end', () => connection.status.kind === 'closed' && connection.status);
  expect(status.message).toBe('Machine m1 was reset.');
});

test.each([CLOSE.ticket, CLOSE.engine, CLOSE.helloTimeout])(
  'close code %i is followed by a fresh ticket',
  async (code) => {
    connection.start();
    const line = await lineNumber(0);
    await hello(line);
    line.close(code);
    await hello(await lineNumber(1));
  },
);

test('a ticket that is refused for good is told; one that the network ate is asked for again', async () => {
  tickets = [
    () => ({ ok: false, code: 'network', message: 'no answer' }),
    () => ({ ok: false, code: 'limit', message: 'At most 8 terminals.' }),
  ];
  connection.start();
  const status = await until('the end', () => connection.status.kind === 'closed' && connection.status);
  expect(status).toEqual({ kind: 'closed', message: 'At most 8 terminals.', gone: false });
  expect(statuses.map((one) => one.kind)).toContain('reconnecting');
});

test('a HELLO that nobody answers is a dead line', async () => {
  connection = connectionWith({ welcomeWithinMs: 100 });
  connection.start();
  await hello(await lineNumber(0));
  await hello(await lineNumber(1));
});

test('retryNow does not wait for its turn', async () => {
  connection = connectionWith({ backoff: new Backoff({ firstMs: 60_000, ceilingMs: 60_000 }) });
  connection.start();
  (await lineNumber(0)).cut();
  await until('the cut', () => connection.status.kind === 'reconnecting');
  connection.retryNow();
  await lineNumber(1);
});

test('bytes that are no frame end the line with a sentence', async () => {
  const line = await opened();
  line.sendRaw(new Uint8Array([0x7f, 1, 2]));
  const status = await until('the end', () => connection.status.kind === 'closed' && connection.status);
  expect(status.message).toContain('Reload the page');
});
