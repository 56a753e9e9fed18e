import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type TestBroker, TestSite } from '../testing/test-broker.ts';

let site: TestSite;
let b: TestBroker;
let front: Server;
let say: (request: IncomingMessage, head: Buffer) => unknown;
beforeAll(async () => {
  site = new TestSite('process');
  b = await site.start();
  front = createServer().listen(0, '127.0.0.1');
  front.on('upgrade', (request, socket, head) => b.broker.take(say(request, head), socket as Socket));
  await once(front, 'listening');
});
afterAll(async () => {
  front.close();
  await b.end();
  site.remove();
});

const whole = (request: IncomingMessage, head: Buffer) => ({
  url: request.url,
  headers: request.headers,
  head: head.toString('base64'),
});
const asked = (origin?: string) => {
  const host = `127.0.0.1:${(front.address() as AddressInfo).port}`;
  return new WebSocket(`ws://${host}/ws/lesson?lesson=trial/one`, {
    headers: { origin: origin ?? `http://${host}` },
  });
};

test('a connection that is handed over is served as one of its own', async () => {
  say = whole;
  const socket = asked();
  const [first] = await once(socket, 'message');
  expect(JSON.parse(String(first))).toMatchObject({ lesson: 'trial/one', sandbox: null });
  socket.close();
  await once(socket, 'close');
});

test('another origin is refused there, too', async () => {
  say = whole;
  const [error] = await once(asked('http://evil.example'), 'error');
  expect(error.message).toBe('Unexpected server response: 403');
});

test.each([
  null,
  {},
  { url: '/api/x', headers: {}, head: '' },
  { url: '/ws/x', headers: { a: 1 }, head: '' },
])('words that make no sense end it: %j', async (words) => {
  say = () => words;
  const [error] = await once(asked(), 'error');
  expect(error.message).toBe('socket hang up');
});
