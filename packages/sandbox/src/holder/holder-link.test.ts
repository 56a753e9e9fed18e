/** What a holder may say, and that everything else ends its connection and nothing more. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TypedTerminal, until } from '../contract/typed-terminal.ts';
import type { DurablePty } from './durable-pty.ts';
import { HolderDoor } from './holder-door.ts';
import type { HolderLink } from './holder-link.ts';
import { TERMINAL_NAME } from './terminal-name.ts';
import { TestHolder } from './test-holder.ts';
import { encodeToBroker, type ToBroker } from './to-broker.ts';
import { WIRE } from './wire.ts';

let folder = '';
let door: HolderDoor;
let breaches: string[] = [];
let breachedAt = 0;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandlot-door-'));
  breaches = [];
  const onBreach = (reason: string) => {
    breaches.push(reason);
    breachedAt = performance.now();
  };
  door = new HolderDoor({ folder, terminals: 3, name: TERMINAL_NAME, answerMs: 1500, onBreach });
  await door.open();
});
afterEach(() => {
  door.close('left');
  rmSync(folder, { recursive: true });
});

const ID = 'a'.repeat(32);
const request = (name = 'main') => ({
  ...{ name, cols: 80, rows: 24, user: 'student' },
  ...{ argv: ['/bin/bash', '-l'], env: ['A=1', 'B=ü'] },
});
const link = async (): Promise<HolderLink> => {
  const there = await door.next(2000);
  if (!there) throw new Error('no holder is there');
  return there;
};
const terminal = (id: string, name: string, note = ''): Extract<ToBroker, { type: 'terminal' }> => ({
  ...{ type: 'terminal', id, name, note },
});

async function opened(name = 'main'): Promise<{ holder: TestHolder; pty: DurablePty; id: string }> {
  const holder = await TestHolder.greeted(folder);
  const opening = (await link()).terminal(request(name));
  const id = await holder.opens();
  return { holder, pty: await opening, id };
}

test('opens a terminal: the request arrives, bytes go both ways, the end is told and acknowledged', async () => {
  const holder = await TestHolder.greeted(folder);
  const opening = (await link()).terminal(request());
  const open = await holder.hears('open');
  expect(open).toEqual({ type: 'open', id: expect.stringMatching(/^[0-9a-f]{32}$/), ...request() });
  const { id } = open;
  holder.say({ type: 'attached', id, start: 0, end: 0, cols: 80, rows: 24, checkpointBytes: 0 });
  const typed = new TypedTerminal(await opening);
  holder.say({ type: 'output', id, seq: 0, bytes: Buffer.from('he') });
  holder.say({ type: 'output', id, seq: 2, bytes: Buffer.from('llo') });
  await typed.sees(/^hello$/);
  typed.pty.write(Buffer.from('key'));
  expect(Buffer.from((await holder.hears('input')).bytes).toString()).toBe('key');
  expect(typed.pty.queuedBytes).toBe(3);
  holder.say({ type: 'taken', id, bytes: 3 });
  await until('it is taken', () => typed.pty.queuedBytes === 0);
  typed.pty.resize(100, 50);
  expect(await holder.hears('resize')).toEqual({ type: 'resize', id, cols: 100, rows: 50 });
  holder.say({ type: 'exit', id, signalled: false, code: 3 });
  expect(await typed.end()).toBe(3);
  await holder.hears('kill');
  expect((await link()).terminals()).toEqual([]);
  holder.say({ type: 'taken', id, bytes: 3 }, { type: 'gone', id });
  await until('it is forgotten', async () => (await link()).ready);
  expect(breaches).toEqual([]);
});

test('attaches to what is held: number, checkpoint in pieces, note', async () => {
  const holder = await TestHolder.greeted(
    folder,
    terminal(ID, 'main', 'words'),
    terminal('b'.repeat(32), 'two'),
  );
  const there = await link();
  expect(there.terminals()).toEqual([
    { name: 'main', note: 'words' },
    { name: 'two', note: '' },
  ]);
  const attaching = there.terminal(request());
  await expect(there.terminal(request())).rejects.toThrow(/open here already/);
  const { id } = await holder.hears('attach');
  const size = { cols: 90, rows: 30 };
  holder.say({ type: 'attached', id, start: 7, end: 9, ...size, checkpointBytes: 5 });
  const piece = { type: 'checkpoint' as const, id, seq: 8, cols: 91, rows: 31, total: 5 };
  holder.say(
    { ...piece, offset: 0, bytes: Buffer.from('scr') },
    { ...piece, offset: 3, bytes: Buffer.from('ee') },
  );
  const pty = await attaching;
  expect(pty).toMatchObject({ id: ID, seq: 7, ...size, note: 'words', durable: true });
  expect(pty.checkpoint).toEqual({ seq: 8, cols: 91, rows: 31, bytes: Buffer.from('scree') });
});

test('a refusal comes with its words, without control characters; the name is free again', async () => {
  const holder = await TestHolder.greeted(folder);
  const opening = (await link()).terminal(request());
  const { id } = await holder.hears('open');
  holder.say({ type: 'refused', id, text: '/bin/bash: \u001b[31mno such file' });
  await expect(opening).rejects.toThrow('/bin/bash: [31mno such file');
  const second = (await link()).terminal(request());
  await holder.opens();
  await second;
});

test('output waits for pause, and is acknowledged as it is used', async () => {
  const { holder, pty, id } = await opened();
  const typed = new TypedTerminal(pty);
  pty.pause();
  const bytes = Buffer.alloc(32 * 1024, 'x');
  for (let seq = 0; seq < WIRE.windowBytes; seq += bytes.length)
    holder.say({ type: 'output', id, seq, bytes });
  holder.say({ type: 'exit', id, signalled: false, code: 0 });
  await holder.hears('kill'); // it has come
  expect(typed.text).toBe('');
  expect(typed.ended).toBeNull();
  expect(holder.heard.filter(({ type }) => type === 'ack')).toEqual([]);
  pty.resume();
  expect(typed.text.length).toBe(WIRE.windowBytes);
  expect(typed.ended).toEqual({ code: 0, times: 1 });
  expect(await holder.hears('ack')).toMatchObject({ seq: WIRE.windowBytes });
});

test('no more input is on its way than the holder has room for', async () => {
  const { holder, pty, id } = await opened();
  const bytes = Buffer.from(Array.from({ length: 400_000 }, (_, i) => (i * 13) % 256));
  pty.write(bytes);
  let got = Buffer.alloc(0);
  while (got.length < bytes.length) {
    const input = await holder.hears('input');
    got = Buffer.concat([got, input.bytes]);
    const room = WIRE.inputBytes - (got.length % WIRE.inputBytes);
    if (room === WIRE.inputBytes || got.length === bytes.length) {
      expect(holder.heard).toEqual([]);
      expect(pty.queuedBytes).toBeLessThanOrEqual(bytes.length - got.length + WIRE.inputBytes);
      holder.say({ type: 'taken', id, bytes: got.length });
    }
  }
  expect(got.equals(bytes)).toBe(true);
  await until('all is taken', () => pty.queuedBytes === 0);
});

test('foreground asks once for all who want to know, and knows nothing when no answer comes', async () => {
  const { holder, pty, id } = await opened();
  const both = [pty.foreground(), pty.foreground()];
  await holder.hears('ask');
  holder.say({ type: 'foreground', id, shell: false, program: 'vi\u0007m' });
  expect(await Promise.all(both)).toEqual([
    { shell: false, program: 'vim' },
    { shell: false, program: 'vim' },
  ]);
  expect(holder.heard).toEqual([]);
  expect(await pty.foreground()).toEqual({ shell: null, program: null });
});

test('a killed terminal frees its name at once, tells no more output, and ends when it has gone', async () => {
  const { holder, pty, id } = await opened();
  const typed = new TypedTerminal(pty);
  pty.kill();
  pty.kill();
  await holder.hears('kill');
  expect((await link()).terminals()).toEqual([]);
  holder.say({ type: 'output', id, seq: 0, bytes: Buffer.from('late') });
  const again = (await link()).terminal(request());
  await holder.opens();
  expect((await again).id).not.toBe(id);
  expect(typed.ended).toBeNull();
  holder.say({ type: 'exit', id, signalled: false, code: 0 }, { type: 'gone', id });
  expect(await typed.end()).toBeNull();
  expect(typed.text).toBe('');
  expect(breaches).toEqual([]);
});

test('when the holder goes, its terminals end with what had come, and another may dial', async () => {
  const { holder, pty, id } = await opened();
  const typed = new TypedTerminal(pty);
  pty.pause();
  holder.say({ type: 'output', id, seq: 0, bytes: Buffer.from('words') });
  const asked = pty.foreground();
  await holder.hears('ask');
  const opening = (await link()).terminal(request('other'));
  await holder.hears('open');
  holder.hangUp();
  await expect(opening).rejects.toThrow(/holder has gone/);
  expect(await asked).toEqual({ shell: null, program: null });
  expect(await typed.end()).toBeNull();
  expect(typed.text).toBe('words');
  pty.write(Buffer.from('x'));
  pty.resize(1, 1);
  pty.kill();
  pty.keepNote('x');
  await until('the door is open', () => readdirSync(folder).includes('s'));
  const next = await TestHolder.greeted(folder);
  await until('it is there', () => door.link);
  next.hangUp();
});

test('while one is there nobody listens', async () => {
  const holder = await TestHolder.greeted(folder);
  await link();
  expect(readdirSync(folder)).toEqual([]);
  await expect(TestHolder.dial(folder)).rejects.toThrow(/ENOENT/);
  holder.hangUp();
});

test('a door that is closed leaves no socket, and takes nothing away that another broker put there', async () => {
  const other = new HolderDoor({ folder, terminals: 3, name: TERMINAL_NAME, onBreach: () => {} });
  await other.open();
  door.close('left');
  expect(readdirSync(folder)).toEqual(['s']);
  other.close('left');
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder whose path is longer than an address works, and a link in the place of the socket is not followed', async () => {
  const long = join(folder, 'x'.repeat(200));
  mkdirSync(long);
  const elsewhere = createServer(() => expect.fail('somebody was led astray'));
  await new Promise<void>((done) => elsewhere.listen(join(folder, 'host'), done));
  symlinkSync(join(folder, 'host'), join(long, 's'));
  const deep = new HolderDoor({ folder: long, terminals: 3, name: TERMINAL_NAME, onBreach: () => {} });
  await deep.open();
  process.chdir(long);
  try {
    const socket = connect('s');
    await new Promise((done) => socket.once('connect', done));
    socket.destroy();
  } finally {
    process.chdir('/');
  }
  deep.close('left');
  await new Promise((done) => elsewhere.close(done));
});

const held = terminal(ID, 'main');
const hello: ToBroker = { type: 'hello', version: 1 };
const attached: ToBroker = {
  type: 'attached',
  id: ID,
  start: 0,
  end: 0,
  cols: 80,
  rows: 24,
  checkpointBytes: 0,
};
const length = (bytes: number) => Buffer.from([bytes >>> 24, bytes >>> 16, bytes >>> 8, bytes]);

test.each<[string, (ToBroker | Buffer)[], RegExp]>([
  ['garbage', [Buffer.from('GET / HTTP/1.1\r\n\r\n')], /a frame of 1195725856 bytes/],
  ['a huge length', [length(2 ** 32 - 1)], /4294967295/],
  ['no length', [length(0)], /a frame of 0 bytes/],
  ['a length just too much', [length(WIRE.frameBytes + 1)], /65537/],
  ['an unknown type', [Buffer.concat([length(17), Buffer.alloc(17, 0x7f)])], /type 127/],
  ['half a body', [hello, Buffer.concat([length(3), Buffer.from([0x82, 0, 0])])], /too short/],
  ['more than a body', [Buffer.concat([length(6), Buffer.from([0x81, 0, 0, 0, 1, 9])])], /too long/],
  ['another version', [{ type: 'hello', version: 2 }], /version 2/],
  ['no hello', [{ type: 'ready' }], /ready before hello/],
  ['a second hello', [hello, hello], /hello in the greeting/],
  [
    'output in the greeting',
    [hello, { type: 'output', id: ID, seq: 0, bytes: Buffer.from('x') }],
    /in the greeting/,
  ],
  ['one id twice', [hello, held, terminal(ID, 'two')], /twice/],
  ['one name twice', [hello, held, terminal('b'.repeat(32), 'main')], /twice/],
  ['a bad name', [hello, terminal(ID, '../../x')], /a name/],
  ['a long note', [hello, terminal(ID, 'main', 'x'.repeat(1025))], /1025 bytes/],
  ['too many', [hello, ...['1', '2', '3', '4'].map((n) => terminal(n.repeat(32), n))], /too many/],
  ['a terminal after the greeting', [hello, { type: 'ready' }, held], /after the greeting/],
  ['a second ready', [hello, { type: 'ready' }, { type: 'ready' }], /after the greeting/],
  [
    'an id that there is not',
    [hello, { type: 'ready' }, { type: 'taken', id: ID, bytes: 1 }],
    /there is not/,
  ],
  ['an answer to nothing', [hello, held, { type: 'ready' }, attached], /nobody asked for/],
  [
    'a refusal of nothing',
    [hello, held, { type: 'ready' }, { type: 'refused', id: ID, text: '' }],
    /nobody asked/,
  ],
  [
    'the end of one that is not attached',
    [hello, held, { type: 'ready' }, { type: 'gone', id: ID }],
    /attached to/,
  ],
])('%s ends the connection', async (_, said, reason) => {
  const holder = await TestHolder.dial(folder);
  for (const part of said) {
    if (Buffer.isBuffer(part)) holder.raw(part);
    else holder.say(part);
  }
  await until('it is dropped', () => holder.closed);
  expect(breaches).toEqual([expect.stringMatching(reason)]);
});

test.each<[string, Partial<Extract<ToBroker, { type: 'attached' }>>, ToBroker[], RegExp]>([
  ['a screen of no columns', { cols: 0 }, [], /0 x 24/],
  ['a screen as wide as the sea', { cols: 65535 }, [], /65535/],
  ['more kept than there is room for', { end: WIRE.ringBytes + 1 }, [], /keeps/],
  ['an end before the start', { start: 2, end: 1 }, [], /keeps/],
  ['a number that no double holds', { start: 2 ** 50 + 1, end: 2 ** 50 + 1 }, [], /the number/],
  ['a huge checkpoint', { checkpointBytes: 2 ** 20 + 1 }, [], /keeps/],
  ['attached twice', { checkpointBytes: 9 }, [attached], /attached twice/],
])('an answer with %s ends the connection', async (_, wrong, after, reason) => {
  const holder = await TestHolder.greeted(folder);
  const opening = (await link()).terminal(request());
  opening.catch(() => {});
  const { id } = await holder.hears('open');
  holder.say(
    { ...attached, ...wrong, id } as ToBroker,
    ...after.map((frame) => ({ ...frame, id }) as ToBroker),
  );
  await expect(opening).rejects.toThrow(/holder has gone/);
  expect(breaches).toEqual([expect.stringMatching(reason)]);
});

const piece = { type: 'checkpoint' as const, id: ID, seq: 0, cols: 80, rows: 24, total: 6, offset: 0 };
test.each<[string, ToBroker]>([
  ['of another total', { ...piece, total: 7, bytes: Buffer.from('abc') }],
  ['out of order', { ...piece, offset: 3, bytes: Buffer.from('abc') }],
  ['longer than it says', { ...piece, bytes: Buffer.from('abcdefg') }],
  ['empty', { ...piece, bytes: Buffer.alloc(0) }],
  ['of what is still to come', { ...piece, seq: 9, bytes: Buffer.from('abc') }],
])('a checkpoint %s ends the connection', async (_, wrong) => {
  const holder = await TestHolder.greeted(folder);
  const opening = (await link()).terminal(request());
  opening.catch(() => {});
  const { id } = await holder.hears('open');
  holder.say({ ...attached, id, checkpointBytes: 6 }, { ...wrong, id } as ToBroker);
  await expect(opening).rejects.toThrow(/checkpoint/);
});

test.each<[string, (id: string) => ToBroker[]]>([
  ['a gap', (id) => [{ type: 'output', id, seq: 1, bytes: Buffer.from('x') }]],
  ['nothing', (id) => [{ type: 'output', id, seq: 0, bytes: Buffer.alloc(0) }]],
  ['more taken than was sent', (id) => [{ type: 'taken', id, bytes: 4 }]],
  ['nothing taken', (id) => [{ type: 'taken', id, bytes: 0 }]],
  ['an answer that nobody asked for', (id) => [{ type: 'foreground', id, shell: true, program: 'sh' }]],
  ['a long name', (id) => [{ type: 'foreground', id, shell: true, program: 'x'.repeat(65) }]],
  ['gone without an end', (id) => [{ type: 'gone', id }]],
  [
    'two ends',
    (id) => [
      { type: 'exit', id, signalled: false, code: 0 },
      { type: 'exit', id, signalled: false, code: 0 },
    ],
  ],
  [
    'output after the end',
    (id) => [
      { type: 'exit', id, signalled: false, code: 0 },
      { type: 'output', id, seq: 0, bytes: Buffer.from('x') },
    ],
  ],
])('of an open terminal: %s ends the connection and the terminal', async (_, wrong) => {
  const { holder, pty, id } = await opened();
  const typed = new TypedTerminal(pty);
  pty.write(Buffer.from('abc'));
  await holder.hears('input');
  holder.say(...wrong(id));
  await until('it is dropped', () => holder.closed);
  expect(breaches).toHaveLength(1);
  await typed.end();
  expect(typed.ended?.times).toBe(1);
});

test('a flood beyond the window ends the connection, and no more than the window is ever kept', async () => {
  const { holder, pty, id } = await opened();
  const typed = new TypedTerminal(pty);
  pty.pause();
  const bytes = Buffer.alloc(32 * 1024, 'x');
  for (let seq = 0; seq < 64 * bytes.length; seq += bytes.length)
    holder.say({ type: 'output', id, seq, bytes });
  await until('it is dropped', () => holder.closed);
  expect(breaches).toEqual([expect.stringMatching(/window/)]);
  await typed.end();
  expect(typed.text.length).toBeLessThanOrEqual(WIRE.windowBytes);
});

test('one that greets and then says nothing is given up, and so is one that does not even greet', async () => {
  const silent = await TestHolder.greeted(folder);
  await expect((await link()).terminal(request())).rejects.toThrow(/does not answer/);
  await until('it is dropped', () => silent.closed);
  await until('the door is open', () => readdirSync(folder).includes('s'));
  const mute = await TestHolder.dial(folder);
  await until('it is dropped', () => mute.closed);
  expect(breaches).toEqual(['it does not answer', 'it does not answer']);
});

test('one that does not read is given up before much waits for it', async () => {
  const { holder, pty } = await opened();
  holder.sleep();
  const checkpoint = { seq: 0, cols: 80, rows: 24, bytes: Buffer.alloc(512 * 1024) };
  for (let i = 0; i < 100; i++) pty.keepCheckpoint(checkpoint); // left out while the last ones wait
  expect(breaches).toEqual([]);
  for (let i = 0; i < 200_000 && breaches.length === 0; i++) pty.keepNote('x'.repeat(1024));
  expect(breaches).toEqual(['it does not read']);
});

test('who is given up again and again is let in less and less often', async () => {
  const waits: number[] = [];
  for (let i = 0; i < 4; i++) {
    await until('the door is open', () => readdirSync(folder).includes('s'));
    waits.push(performance.now() - breachedAt);
    const holder = await TestHolder.dial(folder);
    holder.raw(Buffer.alloc(100));
    await until('it is dropped', () => holder.closed);
  }
  expect(waits[3]).toBeGreaterThan(300);
});

test('frames may come in pieces of any size', async () => {
  const holder = await TestHolder.greeted(folder);
  const opening = (await link()).terminal(request());
  const id = await holder.opens();
  const typed = new TypedTerminal(await opening);
  const words = Array.from({ length: 300 }, (_, i) => `${i} ${'x'.repeat((i * 37) % 500)}\n`);
  let seq = 0;
  const frames = words.map((word) => {
    const frame = encodeToBroker({ type: 'output', id, seq, bytes: Buffer.from(word) });
    seq += word.length;
    return frame;
  });
  const stream = Buffer.concat(frames);
  for (let at = 0, size = 1; at < stream.length; at += size, size = ((size * 7) % 997) + 1) {
    holder.raw(stream.subarray(at, at + size));
    if (size % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await until('all is there', () => typed.text.length === seq);
  expect(typed.text).toBe(words.join(''));
});
