import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { STATUS } from '@sandlot/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createBrokerProxy, isForBroker } from './broker-proxy.ts';
import { createPublicServer } from './public-server.ts';

let broker: Server;
let sockets: WebSocketServer;
let web: Server;
let seen: IncomingMessage[];

const port = (server: Server) => (server.address() as AddressInfo).port;
const listening = (server: Server) =>
  new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
const closed = (server: Server) => {
  server.closeAllConnections();
  return new Promise<void>((resolve) => server.close(() => resolve()));
};

beforeEach(async () => {
  seen = [];
  broker = createServer((incoming, response) => {
    seen.push(incoming);
    incoming.resume().on('end', () => response.setHeader('set-cookie', 'a=b; Path=/').end('from the broker'));
  });
  sockets = new WebSocketServer({ noServer: true });
  broker.on('upgrade', (incoming, socket, head) => {
    seen.push(incoming);
    sockets.handleUpgrade(incoming, socket, head, (one) => one.on('message', (data) => one.send(data)));
  });
  await listening(broker);
  web = createPublicServer({
    broker: createBrokerProxy(new URL(`http://127.0.0.1:${port(broker)}`), null),
    pages: async (incoming, response) => {
      if (incoming.url === '/fails') throw new Error('on purpose');
      response.end(`page ${incoming.url} ${incoming.headers['x-nonce']}`);
    },
    previewDomain: 'previews.test',
    development: false,
  });
  await listening(web);
});
afterEach(async () => {
  for (const one of sockets.clients) one.terminate();
  await closed(web);
  await closed(broker);
});

const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port(web)}${path}`, init);

/** Asks without the tidying of a path that fetch does. */
function getRaw(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: port(web), path }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    });
    asked.on('error', reject).end();
  });
}

test('/api goes to the broker, body and cookies with it; the rest is pages', async () => {
  const answer = await get('/api/health?x=1', { method: 'POST', body: '{}' });
  expect(await answer.text()).toBe('from the broker');
  expect(answer.headers.get('set-cookie')).toBe('a=b; Path=/');
  expect(seen[0]?.url).toBe('/api/health?x=1');
  expect(await (await get('/courses')).text()).toMatch(/^page \/courses /);
});

test('8 MiB pass both ways as they are, and a long answer as it comes', async () => {
  const bytes = randomBytes(8 * 1024 * 1024);
  broker.removeAllListeners('request');
  broker.on('request', (incoming, response) => incoming.pipe(response));
  const back = await get('/api/sandboxes/x/files', { method: 'PUT', body: bytes });
  expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
  broker.removeAllListeners('request');
  let end = () => {};
  broker.on('request', (_incoming, response) => {
    response.write('first');
    end = () => response.end(' last');
  });
  const reader = (await get('/api/recordings/x')).body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('first');
  end();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(' last');
});

test('/internal is no way to the broker, however it is written', async () => {
  const tricks = [
    '/internal/admin-link',
    '/api/../internal/x',
    '/api/%2e%2e/internal/x',
    '/api/..%2finternal',
    '/api/a\\..\\x',
  ];
  for (const path of tricks) expect(await getRaw(path)).toMatch(/^page /);
  expect(seen).toHaveLength(0);
  expect(isForBroker('/apiary', '/api/')).toBe(false);
  expect(isForBroker(undefined, '/api/')).toBe(false);
  expect(isForBroker('/api/admin/audit?before=..', '/api/')).toBe(true);
});

test('what a client claims about itself is replaced', async () => {
  await get('/api/host', {
    headers: {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'for=1',
      'x-forwarded-for': '8.8.8.8',
    },
  });
  const { headers } = seen[0] as IncomingMessage;
  expect(headers['x-forwarded-host']).toBe(`127.0.0.1:${port(web)}`);
  expect(headers['x-forwarded-proto']).toBe('http');
  expect(headers['x-forwarded-for']).toBe('127.0.0.1');
  expect(headers.forwarded).toBeUndefined();
});

test('a broker that does not answer is told as such', async () => {
  await closed(broker);
  const answer = await get('/api/host');
  expect(answer.status).toBe(STATUS.engine);
  expect(await answer.json()).toMatchObject({ error: { code: 'engine' } });
});

test('a WebSocket passes both ways', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${port(web)}/ws/terminal`);
  const echoed = new Promise((resolve) => socket.on('message', (data) => resolve(String(data))));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send('hello');
  expect(await echoed).toBe('hello');
  socket.terminate();
});

test('an upgrade that nobody takes gets an answer: 503 without a broker, 404 elsewhere', async () => {
  const status = (path: string) =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port(web)}${path}`);
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('error', () => {});
    });
  expect(await status('/elsewhere')).toBe(404);
  await closed(broker);
  expect(await status('/ws/lesson')).toBe(503);
});

test('a broker that dies under a WebSocket cuts that line, and the server lives on', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${port(web)}/ws/terminal`);
  await new Promise((resolve) => socket.once('open', resolve));
  const code = new Promise((resolve) => socket.once('close', resolve));
  for (const one of sockets.clients) one.terminate();
  expect(await code).toBe(1006);
  expect((await get('/')).status).toBe(200);
});

test('clients that break off or talk nonsense harm nobody', async () => {
  for (const words of [
    'no http at all\r\n\r\n',
    'GET /ws/terminal HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
  ]) {
    const socket = connect(port(web), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(words);
    socket.resetAndDestroy();
  }
  expect((await get('/')).status).toBe(200);
});

test('every answer carries the security headers, and each page a nonce of its own', async () => {
  const pages = await Promise.all([get('/'), get('/')]);
  const policies = pages.map((page) => page.headers.get('content-security-policy') ?? '');
  for (const policy of policies) expect(policy).toContain("frame-ancestors 'none'");
  expect(policies[0]).not.toBe(policies[1]);
  const nonce = /'nonce-([^']+)'/.exec(policies[0] ?? '')?.[1];
  expect(await pages[0]?.text()).toBe(`page / ${nonce}`);
  expect(policies[0]).not.toContain("'unsafe-eval'");
  expect((await get('/api/host')).headers.get('x-content-type-options')).toBe('nosniff');
});

test('a page that fails is an answer, not the end of the server', async () => {
  expect((await get('/fails')).status).toBe(500);
  expect((await get('/')).status).toBe(200);
});

const label = `m1-8000-${'a1'.repeat(12)}`;
/** Asks under a name of its own. */
const getAs = (host: string, path: string, headers: Record<string, string | string[]> = {}) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const to = { host: '127.0.0.1', port: port(web), path, agent: false, headers: { ...headers, host } };
    request(to, resolve).on('error', reject).end();
  });

test('a preview’s host goes to the broker whatever the path, and carries nothing of the site', async () => {
  for (const host of [
    `${label}.localhost:4300`,
    `${label}.previews.test`,
    'www.previews.test',
    'PREVIEWS.TEST.',
  ])
    for (const path of ['/', '/api/host', '/internal/x', '/ws/lesson', '//a/../%2e%2e?b']) {
      const response = await getAs(host, path, { 'x-forwarded-host': 'localhost' });
      expect(seen.at(-1)).toMatchObject({ url: path, headers: { host, 'x-forwarded-host': host } });
      for (const name of ['content-security-policy', 'x-frame-options', 'cross-origin-opener-policy'])
        expect(response.headers[name]).toBeUndefined();
      response.resume();
    }
  const asked = seen.length;
  const site = await getAs('lab.localhost:4300', '/', { 'x-forwarded-host': `${label}.localhost` });
  expect(site.headers['x-frame-options']).toBe('DENY');
  expect(seen).toHaveLength(asked);
  site.resume();
});

test('an upgrade of a preview’s host goes there, too', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${port(web)}/any`, {
    headers: { host: `${label}.localhost` },
  });
  const echoed = new Promise((resolve) => socket.on('message', (data) => resolve(String(data))));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send('hello');
  expect(await echoed).toBe('hello');
  expect(seen[0]?.headers['x-forwarded-host']).toBe(`${label}.localhost`);
  socket.terminate();
});

test('who goes away from a preview that streams is missed by the broker', async () => {
  broker.removeAllListeners('request');
  const left = new Promise((resolve) => {
    broker.on('request', (_incoming, response) => {
      response.once('close', resolve);
      response.write('first');
    });
  });
  const response = await getAs(`${label}.localhost`, '/');
  expect(response.statusCode).toBe(200);
  response.destroy();
  await left;
});

test('without a broker a preview says so, and comes back by itself', async () => {
  await closed(broker);
  const response = await getAs(`${label}.localhost`, '/');
  expect(response.statusCode).toBe(STATUS.engine);
  expect(response.headers).toMatchObject({ refresh: '2', 'content-type': 'text/plain; charset=utf-8' });
  response.resume();
});

test('more headers than fit are told with the limit', async () => {
  const response = await getAs(`${label}.localhost`, '/', { cookie: 'x'.repeat(20_000) });
  expect(response.statusCode).toBe(431);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toContain('16 KiB');
});
