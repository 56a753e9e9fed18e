/** The limit of silence, with a real sandbox behind. */
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser } from '../testing/browser.ts';
import { portServer } from '../testing/port-server.ts';
import { type TestBroker, TestSite } from '../testing/test-broker.ts';

const PORT = 8123;
const IDLE_MS = 4_000;
let site: TestSite;
let b: TestBroker;
let browser: Browser;
let preview = '';

beforeAll(async () => {
  site = new TestSite('process', { SANDLOT_PREVIEW_IDLE_MS: String(IDLE_MS) });
  b = await site.start();
  const { student, sandboxId } = await b.ready('trial/one');
  await b.broker.runtime.run(sandboxId, 'box', { script: portServer(PORT), timeoutMs: 20_000 });
  browser = new Browser(b.broker.port);
  browser.cookies.set(new URL(b.origin).host, student.cookies);
  const url = `${b.origin}/api/sandboxes/${sandboxId}/ports/box/${PORT}`;
  preview = new URL((await browser.follow(url, { headers: { 'sec-fetch-site': 'same-origin' } })).url).origin;
}, 60_000);
afterAll(async () => {
  await b.end();
  site.remove();
});

test('a server that says nothing is told as such, with the limit', async () => {
  const { status, body } = await browser.get(`${preview}/silent`);
  expect(status).toBe(504);
  expect(body).toContain(`Port ${PORT} of box is silent`);
  expect(body).toContain('sent nothing for 4 s');
});

test('a connection over which nothing comes is closed, and one with something is not', async () => {
  const socket = (await browser.upgrade(`${preview}/upgrade`)) as Duplex;
  const beganMs = Date.now();
  const TIMES = 26;
  let times = 0;
  socket.on('data', () => {
    times += 1;
    if (times < TIMES) setTimeout(() => socket.write('x'), IDLE_MS / 20);
  });
  socket.write('x');
  await once(socket, 'close');
  expect(times).toBe(TIMES);
  expect(Date.now() - beganMs).toBeGreaterThan(((TIMES - 1) * IDLE_MS) / 20 + IDLE_MS - 200);
});
