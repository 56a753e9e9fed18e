import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { RECORDING, RecordingInfo } from '@sandlot/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Recordings, type RecordingsOptions } from './recordings.ts';

const ALL: NonNullable<RecordingsOptions['limits']> = {
  bytes: RECORDING.bytes,
  kept: RECORDING.kept,
  freeBytes: 0,
};
const screen = { cols: 80, rows: 24, bytes: Buffer.from('$ ') };
const of = { userId: 'u1', lesson: 'a/b', sandboxId: 's1', machine: 'box', name: 'main', label: 'My shell' };

let dir: string;
let clock: { ms: number };
const warn = vi.fn();
let stopped: (string | null)[];
const request = (more: Partial<typeof of> = {}) => ({
  ...of,
  ...more,
  screen,
  onStopped: (why: string | null) => stopped.push(why),
});
const open = async (limits = ALL) => {
  const recordings = new Recordings({ dir, now: () => clock.ms, warn, limits });
  await recordings.adopt();
  return recordings;
};
const read = async (recordings: Recordings, id: string) => {
  const { stream } = await recordings.open('u1', id);
  const [header = '', ...events] = (await text(stream)).trimEnd().split('\n');
  return { header: JSON.parse(header), events: events.map((line) => JSON.parse(line)) };
};

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'sandlot-recordings-'));
  clock = { ms: 1_700_000_000_000 };
  stopped = [];
  warn.mockClear();
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a recording begins with the screen, keeps sizes and times, and stays when it has ended', async () => {
  const recordings = await open();
  const recording = await recordings.start(request());
  clock.ms += 1500;
  recording.output(Buffer.from('ls\r\n'));
  clock.ms += 250;
  recording.resize(100, 30);
  clock.ms += 1000;
  recording.output(Buffer.from('a b\r\n'));
  await recording.stop();
  recording.output(Buffer.from('never seen'));
  await recording.stop();
  expect(stopped).toEqual([null]);
  const [one, ...others] = await recordings.list('u1');
  expect(others).toEqual([]);
  expect(one).not.toHaveProperty('why');
  expect(RecordingInfo.parse(one)).toMatchObject({
    ...{ id: recording.id, lesson: 'a/b', machine: 'box', terminal: 'My shell', running: false },
    ...{ startedAtMs: 1_700_000_000_000, durationMs: 2750 },
  });
  const { header, events } = await read(recordings, recording.id);
  expect(header).toEqual({
    ...{ version: 2, width: 80, height: 24, timestamp: 1_700_000_000, title: 'a/b: box, My shell' },
    env: { TERM: 'xterm-256color', SHELL: '/bin/bash' },
  });
  expect(events).toEqual([
    [0, 'o', '\u001bc$ '],
    [1.5, 'o', 'ls\r\n'],
    [1.75, 'r', '100x30'],
    [2.75, 'o', 'a b\r\n'],
  ]);
  expect(one?.bytes).toBe(readFileSync(path.join(dir, 'u1', `${recording.id}.cast`)).length);
});

test('one that goes on can be read as far as it is', async () => {
  const recordings = await open();
  const recording = await recordings.start(request());
  recording.output(Buffer.from('so far'));
  expect((await read(recordings, recording.id)).events.at(-1)).toEqual([0, 'o', 'so far']);
  expect(await recordings.list('u1')).toMatchObject([{ running: true }]);
  await recording.stop();
});

test('ends by itself at its limit, says so, and is never larger', async () => {
  const recordings = await open({ ...ALL, bytes: 128 * 1024 });
  const recording = await recordings.start(request());
  for (let i = 0; i < 100; i += 1) recording.output(Buffer.alloc(10_000, 'y\r\n'));
  expect(stopped).toEqual([
    'The recording has stopped: it is as large as one may be, 128 KB. Switch it on again for another.',
  ]);
  await recording.stop();
  const [one] = await recordings.list('u1');
  expect(one?.why).toBe(stopped[0]);
  expect(one?.bytes).toBeLessThanOrEqual(128 * 1024);
  expect(one?.bytes).toBeGreaterThan(50_000);
  expect((await read(recordings, recording.id)).events.length).toBeGreaterThan(1);
});

test('a flood of megabytes stops at the real limit, and the terminal never waits', async () => {
  const recordings = await open();
  const recording = await recordings.start(request());
  const piece = Buffer.alloc(32 * 1024, 'y\r\n');
  const began = process.cpuUsage();
  for (let i = 0; i < 1000 && recording.running; i += 1) recording.output(piece);
  expect(process.cpuUsage(began).user).toBeLessThan(2_000_000);
  expect(stopped[0]).toContain('8 MB');
  await recording.stop();
  expect((await recordings.list('u1'))[0]?.bytes).toBeLessThanOrEqual(RECORDING.bytes);
});

test('the oldest finished one makes room, whatever goes on stays', async () => {
  const recordings = await open({ ...ALL, kept: 3 });
  const running = await recordings.start(request({ name: 'kept' }));
  const ids: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    clock.ms += 1000;
    const one = await recordings.start(request());
    await one.stop();
    ids.push(one.id);
  }
  const left = (await recordings.list('u1')).map(({ id }) => id);
  expect(left).toEqual([ids[2], ids[1], running.id]);
  expect(readdirSync(path.join(dir, 'u1')).some((name) => name.startsWith(ids[0] ?? ''))).toBe(false);
  await running.stop();
});

test('as many as are kept go on: one more is refused, with the number', async () => {
  const recordings = await open({ ...ALL, kept: 2 });
  const both = [await recordings.start(request()), await recordings.start(request({ name: 'two' }))];
  await expect(recordings.start(request({ name: 'three' }))).rejects.toMatchObject({
    code: 'limit',
    message: 'You record 2 terminals already, the most that are kept for one person. Stop one of them first.',
  });
  expect((await recordings.start(request({ userId: 'u2' }))).running).toBe(true);
  await Promise.all(both.map((one) => one.stop()));
});

test('a full disk: none begins, and the sentence says how much is left and needed', async () => {
  const recordings = await open({ ...ALL, freeBytes: 2 ** 60 });
  await expect(recordings.start(request())).rejects.toMatchObject({
    code: 'limit',
    message: expect.stringMatching(/^The disk of this host has [\d.]+ [GT]B left, and \d+ TB must be free/),
  });
});

test('killed without a word, it goes on where it was, on the same clock', async () => {
  const killed = await open();
  const before = await killed.start(request());
  clock.ms += 2000;
  before.output(Buffer.from('before'));
  await before.flush();
  const file = path.join(dir, 'u1', `${before.id}.cast.part`);
  appendFileSync(file, '[2.5,"o","torn in t'); // what a kill in the middle of a write leaves
  clock.ms += 3000;

  const next = await open();
  expect(await next.list('u1')).toMatchObject([{ id: before.id, running: true, durationMs: 2000 }]);
  expect((await read(next, before.id)).events.at(-1)).toEqual([2, 'o', 'before']);
  expect(await next.resume(before.id, request({ sandboxId: 's2' }))).toBeNull();
  expect(await next.resume(before.id, request({ userId: 'u2' }))).toBeNull();
  expect(await next.resume(before.id, request({ name: 'two' }))).toBeNull();
  expect(await next.resume('0'.repeat(24), request())).toBeNull();
  const after = await next.resume(before.id, request());
  expect(after?.startedAtMs).toBe(before.startedAtMs);
  clock.ms += 1000;
  after?.output(Buffer.from('after'));
  await next.finishRest();
  expect(await next.list('u1')).toMatchObject([{ running: true }]);
  await after?.stop();
  expect((await read(next, before.id)).events).toEqual([
    [0, 'o', '\u001bc$ '],
    [2, 'o', 'before'],
    [5, 'r', '80x24'],
    [5, 'o', '\u001bc$ '],
    [6, 'o', 'after'],
  ]);
});

test('times never go back, not even when the clock does', async () => {
  const recordings = await open();
  const recording = await recordings.start(request());
  clock.ms += 5000;
  recording.resize(81, 24);
  clock.ms -= 60_000;
  recording.resize(82, 24);
  await recording.stop();
  const { events } = await read(recordings, recording.id);
  expect(events.map(([at]) => at)).toEqual([0, 5, 5]);
});

test('killed, and its terminal gone: it is finished as it was', async () => {
  const killed = await open();
  const before = await killed.start(request());
  clock.ms += 2000;
  before.output(Buffer.from('before'));
  await before.flush();
  const next = await open();
  await next.finishRest();
  expect(await next.list('u1')).toMatchObject([{ id: before.id, running: false, durationMs: 2000 }]);
  expect(await next.resume(before.id, request())).toBeNull();
  expect(existsSync(path.join(dir, 'u1', `${before.id}.cast`))).toBe(true);
});

test('killed before the header was whole: nothing is left of it', async () => {
  const killed = await open();
  const before = await killed.start(request());
  await before.flush();
  truncateSync(path.join(dir, 'u1', `${before.id}.cast.part`), 10);
  const next = await open();
  expect(await next.list('u1')).toEqual([]);
  expect(readdirSync(path.join(dir, 'u1'))).toEqual([]);
});

test('a broker that stops in order leaves it to the next one', async () => {
  const first = await open();
  const before = await first.start(request());
  before.output(Buffer.from('before'));
  await first.close();
  await before.stop();
  expect(stopped).toEqual([]);
  await expect(first.start(request())).rejects.toMatchObject({ code: 'conflict' });
  const next = await open();
  const after = await next.resume(before.id, request());
  await after?.stop();
  expect((await read(next, before.id)).events).toHaveLength(4);
});

test('what the disk does not take ends it with a word, and whole lines stay', async () => {
  const recordings = await open();
  const recording = await recordings.start(request());
  await recording.flush();
  recording.failed(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
  expect(stopped).toEqual([
    'The recording has stopped: the disk of this host is full. What was recorded so far is kept; tell your teacher.',
  ]);
  const other = await recordings.start(request());
  other.failed(new Error('input/output error'));
  expect(stopped[1]).toBe(
    'The recording has stopped: it could not be written. What was recorded so far is kept.',
  );
  await Promise.all([recording.stop(), other.stop()]);
  expect((await read(recordings, recording.id)).events).toEqual([[0, 'o', '\u001bc$ ']]);
});

test('removes one, finished or going on; another student’s is not there', async () => {
  const recordings = await open();
  const [one, two] = [await recordings.start(request()), await recordings.start(request({ name: 'two' }))];
  await one.stop();
  await expect(recordings.remove('u2', one.id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(recordings.open('u2', one.id)).rejects.toMatchObject({ code: 'not_found' });
  await recordings.remove('u1', one.id);
  await recordings.remove('u1', two.id);
  expect(stopped).toEqual([null, null]);
  expect(await recordings.list('u1')).toEqual([]);
  expect(readdirSync(path.join(dir, 'u1'))).toEqual([]);
  await expect(recordings.open('u1', one.id)).rejects.toMatchObject({
    code: 'not_found',
    message: 'There is no such recording of yours. It may have made room for a newer one.',
  });
});

test('no words of a student become a path', async () => {
  const recordings = await open();
  for (const id of ['../u2/abc', '..', 'a/b', 'A'.repeat(24), '', `${'a'.repeat(24)}\0`]) {
    await expect(recordings.open('u1', id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(recordings.remove('u1', id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await recordings.resume(id, request())).toBeNull();
  }
  for (const userId of ['..', '../u2', 'a/b', '']) {
    await expect(recordings.start(request({ userId }))).rejects.toThrow('not the id of a user');
  }
  expect(readdirSync(dir)).toEqual([]);
});
