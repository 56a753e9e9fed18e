import { CLOSE, LIMITS, type TerminalTicket } from '@sandlot/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Answer } from '../live/ask-broker.ts';
import { Backoff } from '../live/backoff.ts';
import { TerminalConnection, type TerminalScreen, type TerminalStatus } from './terminal-connection.ts';
import { BrokerStand, type Line } from './testing/broker-stand.ts';
import { until } from './testing/until.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const utf8 = (value: string) => new TextEncoder().encode(value);

/** A screen that draws when it is told to. */
class PaperScreen implements TerminalScreen {
  shown = '';
  cleared = 0;
  skipped = 0;
  newShells = 0;
  cols = 80;
  drawing = true;
  readonly undrawn: (() => void)[] = [];
  write(bytes: Uint8Array, done: () => void): void {
    this.shown += text(bytes);
    if (this.drawing) done();
    else this.undrawn.push(done);
  }
  clear(): void {
    this.cleared += 1;
    this.shown = '';
  }
  noteSkipped(bytes: number): void {
    this.skipped += bytes;
  }
  noteNewShell(): void {
    this.newShells += 1;
  }
  size() {
    return { cols: this.cols, rows: 24 };
  }
}

let stand: BrokerStand;
let screen: PaperScreen;
let statuses: TerminalStatus[];
let tickets: (() => Answer<TerminalTicket>)[];
let connection: TerminalConnection;

const good = (): Answer<TerminalTicket> => ({ ok: true, value: { ticket: 'a-ticket', expiresInMs: 30_000 } });

beforeEach(async () => {
  stand = await BrokerStand.start();
  screen = new PaperScreen();
  statuses = [];
  tickets = [];
  connection = new TerminalConnection({
    requestTicket: async () => (tickets.shift() ?? good)(),
    url: () => stand.url,
    screen,
    onStatus: (status) => statuses.push(status),
    backoff: new Backoff({ firstMs: 10, ceilingMs: 20 }),
    welcomeWithinMs: 1000,
  });
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

/** Starts, and answers HELLO for a terminal that is new. */
async function opened(seq = 0): Promise<Line> {
  connection.start();
  const line = await lineNumber(0);
  await hello(line);
  line.send({ type: 'welcome', welcome: { terminalId: 't1', seq, resumed: false } });
  await until('an open terminal', () => connection.status.kind === 'open');
  return line;
}

test('HELLO is first, and carries ticket and size', async () => {
  connection.start();
  const first = await hello(await lineNumber(0));
  expect(first).toEqual({ version: 1, ticket: 'a-ticket', cols: 80, rows: 24, resume: null });
});

test('output reaches the screen and keys reach the program', async () => {
  const line = await opened();
  line.send({ type: 'output', seq: 0, bytes: utf8('$ ') });
  await until('the prompt', () => screen.shown === '$ ');
  connection.send(utf8('ls\r'));
  const input = await until('input', () => line.frames.find((frame) => frame.type === 'input'));
  expect(text(input.bytes)).toBe('ls\r');
});

test('a paste over the limit of a frame is cut into several, in order', async () => {
  const line = await opened();
  const paste = utf8('x'.repeat(LIMITS.clientFrameBytes * 2));
  connection.send(paste);
  const inputs = await until('all of it', () => {
    const found = line.frames.filter((frame) => frame.type === 'input');
    return found.reduce((sum, frame) => sum + frame.bytes.length, 0) === paste.length && found;
  });
  expect(inputs).toHaveLength(3);
  expect(Math.max(...inputs.map((frame) => frame.bytes.length))).toBeLessThan(LIMITS.clientFrameBytes);
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
  const line = await opened(100);
  line.send({ type: 'output', seq: 100, bytes: utf8('abc') });
  await until('abc', () => screen.shown === 'abc');
  line.cut();
  const second = await lineNumber(1);
  expect((await hello(second)).resume).toEqual({ terminalId: 't1', seq: 103 });
  second.send({ type: 'welcome', welcome: { terminalId: 't1', seq: 103, resumed: true } });
  second.send({ type: 'output', seq: 101, bytes: utf8('bcde') });
  await until('the rest', () => screen.shown === 'abcde');
  expect(screen.cleared).toBe(0);
  expect(screen.newShells).toBe(0);
  expect(statuses.map((status) => status.kind)).toContain('reconnecting');
});

test('a shell that is another one starts on a clear screen, and says that it is another', async () => {
  const line = await opened();
  line.send({ type: 'output', seq: 0, bytes: utf8('old') });
  await until('old', () => screen.shown === 'old');
  line.close(CLOSE.restarting);
  const second = await lineNumber(1);
  await hello(second);
  second.send({ type: 'welcome', welcome: { terminalId: 't2', seq: 7, resumed: false } });
  second.send({ type: 'output', seq: 7, bytes: utf8('new') });
  await until('new', () => screen.shown === 'new');
  expect(screen.cleared).toBe(1);
  expect(screen.newShells).toBe(1);
});

test('keys typed during a cut go to the same shell, and never to another one', async () => {
  const line = await opened();
  line.cut();
  await until('the cut', () => connection.status.kind === 'reconnecting');
  connection.send(utf8('kept'));
  const second = await lineNumber(1);
  await hello(second);
  second.send({ type: 'welcome', welcome: { terminalId: 't1', seq: 0, resumed: true } });
  const input = await until('input', () => second.frames.find((frame) => frame.type === 'input'));
  expect(text(input.bytes)).toBe('kept');

  second.cut();
  await until('the second cut', () => connection.status.kind === 'reconnecting');
  connection.send(utf8('lost'));
  const third = await lineNumber(2);
  await hello(third);
  third.send({ type: 'welcome', welcome: { terminalId: 't2', seq: 0, resumed: false } });
  third.send({ type: 'output', seq: 0, bytes: utf8('!') });
  await until('output', () => screen.shown === '!');
  connection.send(utf8('after'));
  const typed = await until('input', () => third.frames.find((frame) => frame.type === 'input'));
  expect(text(typed.bytes)).toBe('after');
});

test('bytes that went by unseen are told, by frame and by gap', async () => {
  const line = await opened();
  line.send({ type: 'skipped', from: 0, to: 500 });
  line.send({ type: 'output', seq: 600, bytes: utf8('z') });
  await until('z', () => screen.shown === 'z');
  expect(screen.skipped).toBe(600);
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
  line.send({ type: 'exit', exit: { code: 3 } });
  await until('the exit', () => connection.status.kind === 'exited');
  expect(connection.status).toEqual({ kind: 'exited', code: 3 });
  expect(stand.lines).toHaveLength(1);
  connection.start();
  expect((await hello(await lineNumber(1))).resume).toBeNull();
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
  connection.start();
  await hello(await lineNumber(0));
  await hello(await lineNumber(1));
});

test('retryNow does not wait for its turn', async () => {
  const slow = new TerminalConnection({
    requestTicket: async () => good(),
    url: () => stand.url,
    screen,
    onStatus: () => {},
    backoff: new Backoff({ firstMs: 60_000, ceilingMs: 60_000 }),
  });
  slow.start();
  (await lineNumber(0)).cut();
  await until('the cut', () => slow.status.kind === 'reconnecting');
  slow.retryNow();
  await lineNumber(1);
  slow.stop();
});

test('bytes that are no frame end the line with a sentence', async () => {
  const line = await opened();
  line.sendRaw(new Uint8Array([0x7f, 1, 2]));
  const status = await until('the end', () => connection.status.kind === 'closed' && connection.status);
  expect(status.message).toContain('Reload the page');
});
