/** How the mirror is spelled, found and asked, against real servers. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import {
  askMirror,
  mirrorConfiguration,
  mirrorHosts,
  placeOf,
  type RegistryMirror,
  readRegistryMirror,
} from './registry-mirror.ts';

test.each([
  ['http://192.168.1.10:5000', 'http://192.168.1.10:5000'],
  ['HTTPS://Cache.Example.net/', 'https://cache.example.net:443'],
  [' http://cache ', 'http://cache:80'],
])('%s is %s', (written, url) => {
  expect(readRegistryMirror(written).url).toBe(url);
});

test.each([
  '192.168.1.10:5000',
  'ftp://192.168.1.10:5000',
  'http://192.168.1.300:5000',
  'http://192.168.1.10:0',
  'http://192.168.1.10:70000',
  'http://192.168.1.10:5000/v2/',
  'http://me:secret@192.168.1.10:5000',
  'http://[fd00::1]:5000',
  'http://',
])('%s is refused with what would be right', (written) => {
  expect(() => readRegistryMirror(written)).toThrow(
    /^must be http:\/\/IP:PORT or https:\/\/NAME:PORT .* like http:\/\/192\.168\.1\.10:5000$/,
  );
});

test.each(['http://127.0.0.1:5000', 'http://localhost:5000', 'http://0.0.0.0:5000'])(
  '%s would be the machine itself',
  (written) => {
    expect(() => readRegistryMirror(written)).toThrow(/is what each machine calls itself: name this host by/);
  },
);

test('a name is looked up, and one that leads to loopback is no place', async () => {
  const named = readRegistryMirror('https://cache.example.net');
  const place = await placeOf(named, async () => '192.168.1.10');
  expect(place).toEqual({ url: 'https://cache.example.net:443', address: '192.168.1.10', port: 443 });
  await expect(placeOf(named, async () => '127.0.1.1')).rejects.toThrow(
    /^The name cache\.example\.net leads to 127\.0\.1\.1, which is what each machine calls itself/,
  );
});

test('engines are told that a mirror without TLS is meant so, and machines where its name leads', () => {
  const plain = { url: 'http://192.168.1.10:80', address: '192.168.1.10', port: 80 };
  expect(JSON.parse(mirrorConfiguration(plain))).toEqual({
    'registry-mirrors': ['http://192.168.1.10:80'],
    'insecure-registries': ['192.168.1.10:80'],
  });
  expect(mirrorHosts(plain)).toEqual([]);
  const secure = { url: 'https://cache.example.net:443', address: '192.168.1.10', port: 443 };
  expect(JSON.parse(mirrorConfiguration(secure))).toEqual({
    'registry-mirrors': ['https://cache.example.net:443'],
  });
  expect(mirrorHosts(secure)).toEqual(['cache.example.net:192.168.1.10']);
});

/** Asks a server that answers so; the port is closed again by then when there is no answer. */
async function asked(answer: RequestListener | null) {
  const server = createServer(answer ?? undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  if (!answer) await new Promise((done) => server.close(done));
  const mirror: RegistryMirror = { url: `http://127.0.0.1:${port}`, host: '127.0.0.1', port, secure: false };
  const finding = await askMirror(mirror);
  server.close();
  return { ...finding, reason: finding.reason.replace(mirror.url, 'URL') };
}
const status: (code: number) => RequestListener = (code) => (request, response) => {
  response.statusCode = request.url === '/v2/' ? code : 500;
  response.end('{}');
};

test('a registry that answers', async () => {
  expect(await asked(status(200))).toEqual({
    ...{ name: 'Registry mirror', ok: true, remedy: '' },
    reason: 'URL answers as a registry: Docker in sandboxes pulls through it.',
  });
});

test.each<[string, RequestListener | null, string, RegExp]>([
  [
    'nobody',
    null,
    'URL does not answer: connect ECONNREFUSED',
    /^Start it, .*without SANDLOT_REGISTRY_MIRROR\./,
  ],
  [
    'one with a login',
    status(401),
    'URL wants a login (it answers 401), and machines have none.',
    /without one/,
  ],
  ['something else', status(404), 'URL answers /v2/ with 404: that is no registry.', /^Let it be http:/],
])('%s: the reason, and the remedy', async (_who, answer, reason, remedy) => {
  const finding = await asked(answer);
  expect(finding.ok).toBe(false);
  expect(finding.reason).toContain(reason);
  expect(finding.remedy).toMatch(remedy);
});

test('a name that leads nowhere', async () => {
  const lookup = () => Promise.reject(new Error('ENOTFOUND'));
  expect(await askMirror(readRegistryMirror('https://cache.test'), lookup)).toMatchObject({
    reason: 'The name cache.test has no IPv4 address here (ENOTFOUND).',
    remedy: 'Name it by its IPv4 address in SANDLOT_REGISTRY_MIRROR.',
  });
});
