import { CLOSE, encodeClient, LIMITS } from '@sandlot/protocol';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
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

const hello = (ticket: string) =>
  ({
    type: 'hello',
    hello: { version: 2, ticket, client: 'a-page-0001', cols: 80, rows: 24, resume: null },
  }) as const;

/** The code with which a connection is closed that gets a ticket and then sends `bytes`. */
async function closedAfter(...messages: (Uint8Array | string)[]): Promise<number | undefined> {
  const wire = await mine.student.terminal(mine.sandboxId, 'box');
  for (const message of messages) wire.socket.send(message);
  await wire.until((w) => w.closed !== null);
  return wire.closed?.code;
}

test.each<[string, number, (Uint8Array | string)[]]>([
  ['a text message', CLOSE.malformed, ['hello']],
  ['an empty frame', CLOSE.malformed, [new Uint8Array(0)]],
  ['an unknown type', CLOSE.malformed, [Uint8Array.of(99, 1)]],
  ['a size out of range', CLOSE.malformed, [Uint8Array.of(3, 0, 0, 0, 0)]],
  ['a frame over the limit', CLOSE.tooLarge, [new Uint8Array(LIMITS.clientFrameBytes + 1).fill(2)]],
  ['a message far over the limit', 1009, [new Uint8Array(LIMITS.clientFrameBytes * 5).fill(2)]],
  ['an ACK beyond what was sent', CLOSE.outOfOrder, [Uint8Array.of(4, 0, 0, 1, 0, 0, 0, 0, 0)]],
  ['a second HELLO', CLOSE.outOfOrder, [encodeClient(hello('t'))]],
  ['an INPUT too short for its offset', CLOSE.malformed, [Uint8Array.of(2, 0, 0)]],
  [
    'an INPUT that leaves a gap',
    CLOSE.outOfOrder,
    [encodeClient({ type: 'input', offset: 5, bytes: Buffer.from('x') })],
  ],
])('%s closes that one connection', async (_name, code, messages) => {
  const neighbour = await mine.student.terminal(mine.sandboxId, 'box');
  expect(await closedAfter(...messages)).toBe(code);
  neighbour.type('echo st""ill\r');
  await neighbour.until((w) => w.text.includes('still'));
  neighbour.socket.terminate();
});

test('input before HELLO is out of order', async () => {
  const wire = await mine.student.dial();
  wire.type('x');
  await wire.until((w) => w.closed !== null);
  expect(wire.closed?.code).toBe(CLOSE.outOfOrder);
});

test('no HELLO in time', async () => {
  const wire = await mine.student.dial();
  await wire.until((w) => w.closed !== null, LIMITS.helloMs + 5_000);
  expect(wire.closed).toMatchObject({
    code: CLOSE.helloTimeout,
    reason: `No HELLO within ${LIMITS.helloMs} ms.`,
  });
});

test('a terminal that takes long to open is waited for, once HELLO has come', async () => {
  const { runtime } = b.broker;
  const open = runtime.openTerminal.bind(runtime);
  const late = Promise.withResolvers<void>();
  vi.spyOn(runtime, 'openTerminal').mockImplementationOnce(async (...what) => {
    await late.promise;
    return open(...what);
  });
  const slow = await mine.student.dial();
  slow.send(hello(await mine.student.ticket(mine.sandboxId, 'box', 'slow')));
  const mute = await mine.student.dial(); // its time ends after that of the other
  await mute.until((w) => w.closed !== null, LIMITS.helloMs + 5_000);
  late.resolve();
  await slow.until((w) => w.closed !== null || w.terminalId !== null);
  expect(slow.closed).toBeNull();
});

test('a program that reads nothing: input beyond the limit is refused', async () => {
  const wire = await mine.student.terminal(mine.sandboxId, 'box', null, 'stuck');
  await wire.until((w) => w.atPrompt);
  wire.type('stty -echo raw; echo ra""w; sleep 60\r');
  await wire.until((w) => w.text.includes('raw\r\n') || /[\r\n]raw\n/.test(w.text));
  const chunk = Buffer.alloc(LIMITS.clientFrameBytes - 9, 'x').toString();
  for (let i = 0; i < 40 && !wire.closed; i++) wire.type(chunk);
  await wire.until((w) => w.closed !== null);
  expect(wire.closed?.code).toBe(CLOSE.tooLarge);
});

test('a ticket is good once, for its time, and for its sandbox alone', async () => {
  const open = async (ticket: string) => {
    const wire = await mine.student.dial();
    wire.send(hello(ticket));
    await wire.until((w) => w.closed !== null || w.terminalId !== null);
    return wire.closed?.code ?? 'open';
  };
  const ticket = await mine.student.ticket(mine.sandboxId, 'box');
  expect(await open(ticket)).toBe('open');
  expect(await open(ticket)).toBe(CLOSE.ticket);
  expect(await open('nonsense')).toBe(CLOSE.ticket);
  const late = await mine.student.ticket(mine.sandboxId, 'box');
  b.clock.aheadMs += 31_000;
  expect(await open(late)).toBe(CLOSE.ticket);
  b.clock.aheadMs = 0;
});

test('a WebSocket from a foreign page is not even accepted', async () => {
  const { student } = mine;
  const stranger = b.student();
  for (const [name, value] of student.cookies) stranger.cookies.set(name, value);
  stranger.claims = 'http://evil.example';
  await expect(stranger.dial()).rejects.toThrow('403');
  await expect(stranger.watchLesson('trial/one')).rejects.toThrow('403');
});

test('the end of the program is told, and the next one who asks gets a new shell', async () => {
  const wire = await mine.student.terminal(mine.sandboxId, 'box', null, 'short');
  await wire.until((w) => w.atPrompt);
  wire.type('exit 3\r');
  await wire.until((w) => w.closed !== null);
  expect(wire.frames.at(-1)).toEqual({ type: 'exit', exit: { code: 3 } });
  expect(wire.closed?.code).toBe(CLOSE.gone);
  const next = await mine.student.terminal(mine.sandboxId, 'box', null, 'short');
  expect(next.terminalId).not.toBe(wire.terminalId);
});

test('a sandbox has so many terminals', async () => {
  const wires = [];
  let code: number | undefined;
  for (let i = 0; i < 20 && code === undefined; i++) {
    const wire = await mine.student.dial();
    wire.send(hello(await mine.student.ticket(mine.sandboxId, 'box', `t${i}`)));
    await wire.until((w) => w.closed !== null || w.terminalId !== null);
    code = wire.closed?.code;
    wires.push(wire);
  }
  expect(code).toBe(CLOSE.tooMany);
  for (const wire of wires) wire.socket.terminate();
});
