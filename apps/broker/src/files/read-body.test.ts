import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ApiError } from '../errors.ts';
import { drain, readBody } from './read-body.ts';

let server: Server;
let limits: { bytes: number; withinMs: number };
let patience: { waitMs: number; cutMs: number };
let failures: unknown[];
beforeEach(async () => {
  limits = { bytes: 1000, withinMs: 30_000 };
  patience = { waitMs: 100, cutMs: 300 };
  failures = [];
  server = createServer(async (incoming, response) => {
    try {
      response.end(`${(await readBody(incoming, limits)).length}`);
    } catch (error) {
      failures.push(error);
      await drain(incoming, patience);
      response.end(error instanceof ApiError ? `${error.code}: ${error.message}` : 'no');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const put = async (body: BodyInit | null) =>
  (await fetch(url(), { method: 'PUT', body, ...({ duplex: 'half' } as object) })).text();
const TOO_LARGE =
  'limit: This file is larger than 1000 bytes, the most that can be brought in at once. Pack it (gzip), or cut it (split -b 8M).';

/** Sends what it is told, without ever ending. */
function open() {
  const asked = request(url(), { method: 'PUT' });
  const closed = new Promise((resolve) => asked.once('close', resolve));
  const answer = new Promise<string>((resolve) => {
    asked.once('response', (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text));
    });
  });
  asked.on('error', () => {});
  asked.flushHeaders();
  return { asked, answer, closed };
}

test('up to the limit it is read whole, nothing at all too', async () => {
  expect(await put(Buffer.alloc(1000))).toBe('1000');
  expect(await put(null)).toBe('0');
});

test('larger by its own word is refused unread, and the answer arrives', async () => {
  expect(await put(Buffer.alloc(1001))).toBe(TOO_LARGE);
  expect(await put(Buffer.alloc(4 * 1024 * 1024))).toBe(TOO_LARGE);
});

test('whoever asks for the line to be closed has sent all before the answer', async () => {
  patience = { waitMs: 30_000, cutMs: 60_000 };
  const asked = request(url(), {
    method: 'PUT',
    headers: { connection: 'close', 'transfer-encoding': 'chunked' },
  });
  let sent = false;
  const answered = new Promise<boolean>((resolve, reject) => {
    asked.once('error', reject).once('response', (response) => resolve(response.resume() && sent));
  });
  asked.write(Buffer.alloc(4 * 1024 * 1024));
  asked.end(Buffer.alloc(4 * 1024 * 1024), () => {
    sent = true;
  });
  expect(await answered).toBe(true);
});

test('larger without a word is refused while it is read', async () => {
  const { asked, answer, closed } = open();
  for (let i = 0; i < 3; i += 1) asked.write(Buffer.alloc(400));
  expect(await answer).toBe(TOO_LARGE);
  await closed; // whoever never ends is cut off
});

test('what does not come in time is refused, with the time', async () => {
  limits.withinMs = 50;
  const { asked, answer, closed } = open();
  asked.write('some');
  expect(await answer).toBe(
    'limit: The file did not come within 0.05 s, the time that one may take. Try a smaller one, or a faster line.',
  );
  await closed;
});

test('what breaks off is told as such, and harms nobody', async () => {
  const { asked } = open();
  asked.write('some');
  await new Promise<void>((resolve) => server.once('request', () => resolve()));
  asked.destroy();
  await expect
    .poll(() => failures)
    .toMatchObject([{ code: 'bad_request', message: 'The file broke off on its way. Send it again.' }]);
  expect(await put('more')).toBe('4');
});
