import type { AddressInfo } from 'node:net';
import { CLOSE } from '@sandlot/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { until } from '../terminal/testing/until.ts';
import { Backoff } from './backoff.ts';
import { LiveState } from './live-state.ts';

const schema = z.object({ nowMs: z.number(), word: z.string() });
type State = z.infer<typeof schema>;

let server: WebSocketServer;
let lines: ServerSocket[];
let live: LiveState<State>;

beforeEach(async () => {
  lines = [];
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => lines.push(socket));
  await new Promise((resolve) => server.once('listening', resolve));
  live = new LiveState({
    schema,
    url: () => `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    backoff: new Backoff({ firstMs: 10, ceilingMs: 20 }),
  });
});
afterEach(async () => {
  live.disconnect();
  for (const client of server.clients) client.terminate();
  await new Promise((resolve) => server.close(resolve));
});

const line = (n: number) => until(`line ${n}`, () => lines[n]);
const say = (socket: ServerSocket, nowMs: number, word: string) =>
  socket.send(JSON.stringify({ nowMs, word }));
const word = () => live.getSnapshot().value?.word;

test('the newest snapshot replaces the one before, and listeners hear of it', async () => {
  let heard = 0;
  live.subscribe(() => {
    heard += 1;
  });
  live.connect();
  live.connect();
  const first = await line(0);
  say(first, 1, 'one');
  say(first, 2, 'two');
  await until('two', () => word() === 'two');
  expect(live.getSnapshot().link).toBe('open');
  expect(heard).toBeGreaterThanOrEqual(2);
  expect(lines).toHaveLength(1);
});

test('what is older than what is known changes nothing; what is no snapshot neither', async () => {
  live.connect();
  const first = await line(0);
  say(first, 5, 'new');
  await until('new', () => word() === 'new');
  first.send('{"nowMs":9}');
  first.send('rubbish');
  live.take({ nowMs: 4, word: 'old' });
  expect(word()).toBe('new');
  live.take({ nowMs: 5, word: 'answer' });
  expect(word()).toBe('answer');
});

test('a cut line comes back, and its first snapshot counts whatever its clock says', async () => {
  live.connect();
  const first = await line(0);
  say(first, 100, 'before');
  await until('before', () => word() === 'before');
  first.terminate();
  await until('the cut', () => live.getSnapshot().link === 'reconnecting');
  expect(word()).toBe('before');
  say(await line(1), 50, 'after');
  await until('after', () => word() === 'after');
});

test('a refusal is not asked again until somebody wants it', async () => {
  live.connect();
  (await line(0)).close(CLOSE.gone);
  await until('the refusal', () => live.getSnapshot().link === 'refused');
  live.retryNow();
  expect(lines).toHaveLength(1);
  live.replaceLine();
  await line(1);
});

test('the broker’s clock is told beside the state', async () => {
  live.connect();
  const first = await line(0);
  const saidMs = Date.now();
  say(first, saidMs + 60_000, 'ahead');
  await until('ahead', () => word() === 'ahead');
  const { clockOffsetMs } = live.getSnapshot();
  expect(clockOffsetMs).toBeLessThanOrEqual(60_000);
  expect(clockOffsetMs).toBeGreaterThanOrEqual(60_000 - (Date.now() - saidMs));
});

test('an address that has to be asked for is asked for at each attempt; a refusal is told, and is for good', async () => {
  live.disconnect();
  const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const asked: number[] = [];
  live = new LiveState({
    schema,
    url: async () => {
      asked.push(asked.length);
      if (asked.length === 1) throw new Error('nobody there');
      return asked.length < 4 ? address : { refusal: 'Not yours.' };
    },
    backoff: new Backoff({ firstMs: 10, ceilingMs: 20 }),
  });
  live.connect();
  live.connect();
  say(await line(0), 1, 'one');
  await until('one', () => word() === 'one');
  lines[0]?.terminate();
  (await line(1)).terminate();
  await until('the refusal', () => live.getSnapshot().link === 'refused');
  expect(live.getSnapshot().refusal).toBe('Not yours.');
  expect(asked).toHaveLength(4);
  expect(lines).toHaveLength(2);
});

test('an address that comes too late opens nothing', async () => {
  live.disconnect();
  let give: (address: string) => void = () => {};
  live = new LiveState({ schema, url: () => new Promise<string>((resolve) => (give = resolve)) });
  live.connect();
  live.disconnect();
  give(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await Promise.resolve();
  expect(live.getSnapshot().link).toBe('idle');
  expect(lines).toHaveLength(0);
});

test('the broker’s words of a close that is for good are kept', async () => {
  live.connect();
  (await line(0)).close(CLOSE.tooMany, 'No more may.');
  await until('the refusal', () => live.getSnapshot().link === 'refused');
  expect(live.getSnapshot().refusal).toBe('No more may.');
});
