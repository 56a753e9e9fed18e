/** Previews as a browser meets them, with a real sandbox behind. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { COOKIE } from '@sandlot/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser, type Seen } from '../testing/browser.ts';
import { portServer } from '../testing/port-server.ts';
import type { Student } from '../testing/student.ts';
import { type TestBroker, TestSite } from '../testing/test-broker.ts';

const PORT = 8123;
let site: TestSite;
let b: TestBroker;
let student: Student;
let browser: Browser;
let id = '';
/** The preview's origin, once it has been opened. */
let preview = '';

/** A browser that has the cookies of a student, or an admin. */
function browserOf(one: Student): Browser {
  const made = new Browser(b.broker.port);
  made.cookies.set(new URL(b.origin).host, new Map(one.cookies));
  return made;
}
const link = (sandbox: string, machine = 'box', port: number | string = PORT, path?: string) =>
  `${b.origin}/api/sandboxes/${sandbox}/ports/${machine}/${port}${path ? `?${new URLSearchParams({ path })}` : ''}`;
const OURS = { 'sec-fetch-site': 'same-origin' };
const title = ({ body }: Seen) => /<title>([^<]*)/.exec(body)?.[1];

beforeAll(async () => {
  site = new TestSite('process', { SANDLOT_PREVIEW_CONNECTIONS: '4' });
  b = await site.start();
  ({ student, sandboxId: id } = await b.ready('trial/one'));
  await b.broker.runtime.run(id, 'box', { script: portServer(PORT), timeoutMs: 20_000 });
  browser = browserOf(student);
}, 60_000);
afterAll(async () => {
  await b.end();
  site.remove();
});

test('the link leads to an origin of its own, with a cookie of that host and a clean address', async () => {
  const first = await browser.get(link(id, 'box', PORT, '/page?x=ä#part'), { headers: OURS });
  expect(first.status).toBe(303);
  const enter = new URL(first.headers.location ?? '');
  expect(enter.host).toMatch(new RegExp(`^box-${PORT}-[0-9a-f]{24}\\.localhost:${b.broker.port}$`));
  expect(enter.host).not.toContain(id);
  preview = enter.origin;
  const second = await browser.get(enter.href);
  expect(second.headers.location).toBe(`${preview}/page?x=%C3%A4#part`);
  expect(second.headers['set-cookie']?.[0]).toMatch(
    /^sandlot_preview=[^;]+; Path=\/; Max-Age=86400; HttpOnly; SameSite=Lax$/,
  );
  const page = await browser.get(`${preview}/page`);
  expect(page).toMatchObject({ status: 200, body: '<h1>A page of box</h1>' });

  const again = await new Browser(b.broker.port).get(enter.href);
  expect(again.status).toBe(403);
  expect(title(again)).toBe('This link is used up');
});

test('a link opens nothing after half a minute, nor another port', async () => {
  const enter = async () => new URL((await browser.get(link(id), { headers: OURS })).headers.location ?? '');
  const nobody = new Browser(b.broker.port);
  const late = await enter();
  b.clock.aheadMs = 32_000;
  expect((await nobody.get(late.href)).status).toBe(403);
  b.clock.aheadMs = 0;
  const elsewhere = await enter();
  elsewhere.host = elsewhere.host.replace(`-${PORT}-`, '-8124-');
  const refused = await nobody.get(elsewhere.href);
  expect(refused.status).toBe(403);
  expect(refused.headers['set-cookie']).toBeUndefined();
});

test('without the cookie of this host there is a page that says so, whatever else the browser has', async () => {
  const stranger = new Browser(b.broker.port);
  expect(await stranger.get(`${preview}/page`)).toMatchObject({ status: 403 });
  expect(title(await stranger.get(preview))).toBe('Open this from the lesson');
  const other = preview.replace(`box-${PORT}-`, 'box-8124-');
  browser.cookies.set(new URL(other).host, new Map(browser.cookies.get(new URL(preview).host)));
  expect((await browser.get(other)).status).toBe(403);
  const plain = await stranger.get(preview, { headers: { accept: '*/*' } });
  expect(plain.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(plain.body).toMatch(/^Open this from the lesson\. /);
});

test('only the owner and admins get the link, and only from a page of the site', async () => {
  const other = b.student();
  await other.start('trial/two');
  expect((await browserOf(other).get(link(id), { headers: OURS })).status).toBe(403);
  expect((await new Browser(b.broker.port).get(link(id), { headers: OURS })).status).toBe(403);
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { referer: 'http://evil.example/' }, {}])
    expect((await browser.get(link(id), { headers })).status).toBe(403);
  expect((await browser.get(link(id), { headers: { referer: `${b.origin}/x` } })).status).toBe(303);
  const admin = await b.admin();
  const seen = await browserOf(admin).follow(link(id, 'box', PORT, '/page'), { headers: OURS });
  expect(seen).toMatchObject({ status: 200, url: `${preview}/page` });
});

test('a link that makes no sense says what would', async () => {
  expect(title(await browser.get(link(id, 'nobox'), { headers: OURS }))).toBe('There is no machine nobox');
  expect(await browser.get(link(id, 'box', 65536), { headers: OURS })).toMatchObject({ status: 404 });
  expect((await browser.get(link(id, 'box', PORT, '//evil.example'), { headers: OURS })).status).toBe(400);
  expect((await browser.get(link('neverwas'), { headers: OURS })).status).toBe(410);
  const far = await browser.get(link(id), { headers: { ...OURS, 'x-forwarded-host': '192.0.2.7:4300' } });
  expect([far.status, title(far)]).toEqual([422, 'Ports cannot be opened here']);
  expect(far.body).toContain('192.0.2.7:4300');
  expect(far.body).toContain('SANDLOT_PREVIEW_DOMAIN');
});

test('the site and its API are not on a preview’s host', async () => {
  for (const path of ['/api/health', '/api/host', '/internal/admin-link', '/ws/lesson?lesson=trial/one'])
    expect((await browser.get(preview + path)).body).toBe('none');
  const unknown = preview.replace(`box-${PORT}-`, 'nobox-1-');
  expect((await browser.get(`${unknown}/api/health`)).status).toBe(403);
});

test('a server hears of itself what a program on its machine would call it, and none of our cookies', async () => {
  browser.cookies.get(new URL(preview).host)?.set('mine', '1').set(COOKIE.user, 'x').set(COOKIE.admin, 'x');
  const { body } = await browser.get(`${preview}/echo`, {
    headers: {
      ...{ origin: preview, referer: `${preview}/page`, te: 'trailers', 'proxy-authorization': 'x' },
      ...{ 'x-forwarded-proto': 'http', 'x-forwarded-for': '192.0.2.1' },
    },
  });
  expect(body).toContain(`host: localhost:${PORT}\r\n`);
  expect(body).toContain(`origin: http://localhost:${PORT}\r\n`);
  expect(body).toContain(`referer: http://localhost:${PORT}/page\r\n`);
  expect(body).toContain('cookie: mine=1\r\n');
  expect(body).toContain('x-forwarded-for: 192.0.2.1\r\n');
  expect(body).not.toMatch(/sandlot|proxy-authorization|\bte:/);
});

test('nothing that a server says reaches beyond its preview', async () => {
  const { headers, status } = await browser.get(`${preview}/pushy`);
  expect(status).toBe(302);
  expect(headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2; HttpOnly']);
  expect(headers.location).toBe(`${preview}/page?x=1`);
  expect(headers['referrer-policy']).toBe('same-origin');
  expect(headers['x-own']).toBe('yes');
  for (const name of ['strict-transport-security', 'clear-site-data', 'alt-svc'])
    expect(headers[name]).toBeUndefined();
});

test('bodies pass both ways as they are, and an answer as it comes', async () => {
  const body = randomBytes(3 * 2 ** 20);
  const response = await browser.open(`${preview}/body`, { method: 'POST', body });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  expect(Buffer.concat(chunks).equals(body)).toBe(true);
  const stream = await browser.open(`${preview}/stream`);
  expect(stream.statusCode).toBe(200); // nothing of the body has been sent so far
  await b.broker.runtime.run(id, 'box', { script: ': >/tmp/go', timeoutMs: 20_000 });
  expect(await text(stream)).toBe('data: 1\n\n');
});

test('an upgrade passes both ways; one from another site, or from nobody, does not', async () => {
  const socket = (await browser.upgrade(`${preview}/upgrade`)) as Duplex;
  socket.write('hello');
  expect(String((await once(socket, 'data'))[0])).toBe('hello');
  socket.destroy();
  const refused = (await browser.upgrade(`${preview}/upgrade`, { origin: 'http://evil.example' })) as Seen;
  expect(refused).toMatchObject({ status: 403, body: expect.stringMatching(/^Not from another site/) });
  expect(await new Browser(b.broker.port).upgrade(`${preview}/upgrade`)).toMatchObject({ status: 403 });
  expect(await browser.upgrade(`${preview}/page`)).toMatchObject({ status: 200 });
  expect((await browser.get(`${preview}/body`, { method: 'POST', headers: { origin: 'null' } })).status).toBe(
    403,
  );
  const port = preview.replace(`-${PORT}-`, '-9000-');
  expect((await browser.get(`${preview}/page`, { headers: { origin: port } })).status).toBe(200);
});

test('a port without a server says so, and asks again; one that breaks off says that', async () => {
  const nobody = await browser.follow(link(id, 'box', 8124), { headers: OURS });
  expect(nobody.status).toBe(502);
  expect(title(nobody)).toBe('Nothing answers on port 8124 of box');
  expect(nobody.body).toContain('ss -ltn');
  expect(nobody.body).toContain('<meta http-equiv="refresh" content="2">');
  expect(nobody.body).toContain(`data-page="${nobody.headers['x-sandlot-page']}"`);
  expect(nobody.body).toContain(`href="${b.origin}/courses/trial/one"`);
  expect(nobody.headers['content-security-policy']).toContain("default-src 'none'");
  const rude = await browser.get(`${preview}/rude`);
  expect(rude.status).toBe(502);
  expect(title(rude)).toBe(`Port ${PORT} of box gave no page`);
  for (const path of ['/odd', '/low', '/noise'])
    expect(title(await browser.get(preview + path))).toBe(`Port ${PORT} of box gave no page`);
  expect(await browser.upgrade(`${preview}/noise`)).toMatchObject({ status: 502 });
  const other = await browser.get(`${preview}/upgrade`); // it changes the protocol without being asked
  expect([other.status, title(other)]).toEqual([502, `Port ${PORT} of box gave no page`]);
});

test('too large headers, and too many connections, are told with the limit', async () => {
  const large = await browser.get(`${preview}/large`);
  expect([large.status, title(large)]).toEqual([502, 'Headers too large']);
  expect(large.body).toContain('16 KiB');
  await browser.get(`${preview}/page`); // its connection waits for another request, and makes room
  const held = await Promise.all([1, 2, 3, 4].map(() => browser.upgrade(`${preview}/upgrade`)));
  const many = await browser.get(`${preview}/page`);
  expect([many.status, title(many)]).toEqual([503, 'Too many connections']);
  expect(many.body).toContain('4 connections');
  for (const one of held) (one as Duplex).destroy();
  await expect.poll(async () => (await browser.get(`${preview}/page`)).status).toBe(200);
});

test('who looks at a page of the sandbox is there; who waits for one is not', async () => {
  const sandbox = b.broker.sandboxes.get(id);
  if (!sandbox) throw new Error('no sandbox');
  sandbox.lastSeenMs = 1;
  await browser.get(preview.replace(`-${PORT}-`, '-8124-'));
  expect(sandbox.lastSeenMs).toBe(1);
  await browser.get(`${preview}/page`);
  expect(sandbox.lastSeenMs).toBeGreaterThan(1);
});

test('after a restart the cookie is good; after a reset and after the end the page tells of it', async () => {
  await b.broker.stop();
  b = await site.start();
  preview = preview.replace(/:\d+$/, `:${b.broker.port}`);
  const cookies = [...browser.cookies].map(
    ([host, all]) => [host.replace(/:\d+$/, `:${b.broker.port}`), all] as const,
  );
  browser = new Browser(b.broker.port);
  for (const [host, all] of cookies) browser.cookies.set(host, all);
  expect(await browser.get(`${preview}/page`)).toMatchObject({ status: 200 });

  const sandbox = b.broker.sandboxes.get(id);
  const machine = sandbox?.machines.get('box');
  if (!sandbox || !machine) throw new Error('no sandbox');
  for (const [state, words] of [
    ['resetting', 'Machine box is being reset'],
    ['creating', 'Machine box is being made'],
  ] as const) {
    machine.state = state;
    const seen = await browser.get(`${preview}/page`);
    expect([seen.status, title(seen)]).toEqual([503, words]);
    expect(seen.body).toContain('http-equiv="refresh"');
  }
  machine.state = 'ready';
  await b.broker.runtime.run(id, 'box', { script: 'kill 1', timeoutMs: 5000 }).catch(() => {});
  await expect.poll(() => machine.state).toBe('stopped');
  const stopped = await browser.get(`${preview}/page`);
  expect([stopped.status, title(stopped)]).toEqual([503, 'Machine box has stopped']);
  expect(stopped.body).toContain('Reset gives a clean one');
  await b.broker.sandboxes.end(sandbox, 'student', 'over', 'student');
  const ended = await browser.get(`${preview}/page`);
  expect([ended.status, title(ended)]).toEqual([410, 'This sandbox has ended']);
});
