import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { askBroker } from './ask-broker.ts';

let server: Server;
afterEach(() => new Promise((resolve) => server.close(resolve)));

const Thing = z.object({ thing: z.string() });

async function answering(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/thing`;
}

test('a good answer is its value, and a body is sent as JSON', async () => {
  const url = await answering((request, response) => {
    request.setEncoding('utf8').on('data', (body) => {
      response.end(JSON.stringify({ thing: `${request.headers['content-type']} ${body}` }));
    });
  });
  const answer = await askBroker('POST', url, Thing, { a: 1 });
  expect(answer).toEqual({ ok: true, value: { thing: 'application/json {"a":1}' } });
});

test('a refusal keeps the broker’s code and sentence', async () => {
  const error = { code: 'limit', message: 'At most 3 sandboxes at once. End one first.' };
  const url = await answering((_request, response) => response.writeHead(429).end(JSON.stringify({ error })));
  expect(await askBroker('GET', url, Thing)).toEqual({ ok: false, ...error });
});

test.each([
  ['another shape', 200, '{"other":1}'],
  ['a refusal without a code', 502, '{"oops":1}'],
])('%s asks for a reload', async (_name, status, body) => {
  const url = await answering((_request, response) => response.writeHead(status).end(body));
  const answer = await askBroker('GET', url, Thing);
  expect(answer).toMatchObject({ ok: false, code: 'internal', message: expect.stringContaining('Reload') });
});

test('no answer is told as such, and nothing is thrown', async () => {
  const url = await answering((request) => request.socket.destroy());
  const answer = await askBroker('DELETE', url, Thing);
  expect(answer).toMatchObject({
    ok: false,
    code: 'network',
    message: expect.stringContaining('connection'),
  });
});

/** Cuts the first `cuts` requests, and counts all. */
async function cutting(cuts: number) {
  const seen = { requests: 0 };
  const url = await answering((request, response) => {
    seen.requests += 1;
    if (seen.requests <= cuts) request.socket.destroy();
    else response.end('{"thing":"there"}');
  });
  return { url, seen };
}

test.each([
  ['PATCH', undefined, true],
  ['DELETE', undefined, true],
  ['POST', undefined, false],
  ['POST', { again: true }, true],
] as const)('%s with %j asks again when no answer came: %j', async (method, options, again) => {
  const { url, seen } = await cutting(1);
  const answer = await askBroker(method, url, Thing, {}, options);
  expect(answer).toMatchObject(again ? { ok: true, value: { thing: 'there' } } : { code: 'network' });
  expect(seen.requests).toBe(again ? 2 : 1);
});
