/** The launcher as a process: what it prints, what it keeps alive, how it ends. Its programs are stand-ins. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeUpPlace, until } from '../testing/program.ts';

let place: Awaited<ReturnType<typeof makeUpPlace>>;
beforeEach(async () => {
  place = await makeUpPlace();
});
afterEach(() => place.close());

const READY = /Ctrl-C stops it/;
const health = async (url: string) =>
  fetch(`${url}/api/health`).then(
    (response) => response.ok,
    () => false,
  );
const mode = (file: string) => statSync(path.join(place.data, file)).mode & 0o777;
const brokerUrl = () => JSON.parse(readFileSync(path.join(place.data, 'running.json'), 'utf8')).brokerUrl;

test('says which runtime and why, where to go, and how to become admin', async () => {
  const up = place.up();
  await up.prints(READY);
  expect(up.printed()).toContain('Runtime  process: This is a stand-in.');
  expect(up.printed()).toContain(`Open     ${place.address}\n`);
  expect(up.printed()).toContain(`Admin    ${place.address}/admin/enter#a-token-for-once\n`);
  expect(up.printed()).toContain('works once, for 15 min');
  expect(await health(place.address)).toBe(true);
});

test('keeps its folder and its secrets to its owner, and the secrets for good', async () => {
  const first = place.up();
  await first.prints(READY);
  expect([mode('.'), mode('secrets.json'), mode('running.json'), mode('logs/broker.log')]).toEqual([
    0o700, 0o600, 0o600, 0o600,
  ]);
  const secrets = readFileSync(path.join(place.data, 'secrets.json'), 'utf8');
  first.child.kill('SIGTERM');
  await first.ends();
  await place.up().prints(READY);
  expect(readFileSync(path.join(place.data, 'secrets.json'), 'utf8')).toBe(secrets);
});

test('an origin given by the operator is the one that is printed', async () => {
  const up = place.up({ SANDLOT_ORIGIN: 'https://learn.example.org/' });
  await up.prints(READY);
  expect(up.printed()).toContain('Admin    https://learn.example.org/admin/enter#');
});

test('a connection that the web server gives away reaches the broker; without one it is refused', async () => {
  const up = place.up({ STAND_IN_RESTART_MS: '5000' });
  await up.prints(READY);
  const upgrade = async () => {
    const socket = connect(place.port, '127.0.0.1');
    socket.end('GET /ws/x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    return text(socket);
  };
  expect(await upgrade()).toBe('HTTP/1.1 101 Given\r\n\r\n/ws/x');
  await fetch(`${brokerUrl()}/die`).catch(() => {});
  await up.prints(/it starts again in 5 s/);
  expect(await upgrade()).toMatch(/^HTTP\/1\.1 503 /);
  await until(async () => (await upgrade()).endsWith('/ws/x'));
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops both programs in order', async (signal) => {
  const up = place.up();
  await up.prints(READY);
  up.child.kill(signal);
  expect(await up.ends()).toBe(0);
  expect(up.printed()).toContain('Sandboxes that run go on running, and the next start takes them over.');
  expect(place.living()).toEqual([]);
  expect(await health(place.address)).toBe(false);
  expect(existsSync(path.join(place.data, 'running.json'))).toBe(false);
});

test('an interrupt during the start stops what was started', async () => {
  const up = place.up();
  await until(() => existsSync(`${place.data}.pids`));
  up.child.kill('SIGINT');
  expect(await up.ends()).toBe(0);
  expect(place.living()).toEqual([]);
});

test('a program that will not end is killed after 5 s', async () => {
  const up = place.up({ STAND_IN_FAULTS: 'web-ignores-term' });
  await up.prints(READY);
  const startedMs = Date.now();
  up.child.kill('SIGINT');
  expect(await up.ends()).toBe(0);
  expect(Date.now() - startedMs).toBeGreaterThan(4_500);
  expect(place.living()).toEqual([]);
});

test('a second interrupt kills at once', async () => {
  const up = place.up({ STAND_IN_FAULTS: 'web-ignores-term' });
  await up.prints(READY);
  const startedMs = Date.now();
  up.child.kill('SIGINT');
  await up.prints(/Stopping\./);
  const heardMs = Date.now();
  await until(() => Date.now() - heardMs > 1_100); // nearer together they count as one
  up.child.kill('SIGINT');
  expect(await up.ends()).toBe(0);
  expect(Date.now() - startedMs).toBeLessThan(4_500);
  expect(place.living()).toEqual([]);
});

test('a program that dies is started again, in one line, after a longer pause each time', async () => {
  const up = place.up();
  await up.prints(READY);
  for (const pause of ['0.05', '0.1', '0.2']) {
    await until(() => health(brokerUrl()));
    await fetch(`${brokerUrl()}/die`).catch(() => {});
    await up.prints(new RegExp(`The broker ended with code 3; it starts again in ${pause} s\\.`));
  }
  await until(() => health(place.address), up.printed);
  process.kill(place.living()[0] ?? 0, 'SIGKILL');
  await up.prints(/The (broker|web server) was ended by SIGKILL; it starts again/);
  await until(() => health(place.address), up.printed);
});

test('five deaths within a minute end it, with the reason', async () => {
  const up = place.up({ STAND_IN_FAULTS: 'web-dies-often' });
  expect(await up.ends()).toBe(1);
  expect(up.printed()).toMatch(
    /The web server ended 5 times within a minute and is not started again; see .*logs\/web\.log\./,
  );
  expect(place.living()).toEqual([]);
});

test('a program that cannot start: its own last words are what is said, and nothing stays', async () => {
  const up = place.up({ STAND_IN_FAULTS: 'broker-ends-at-start' });
  expect(await up.ends()).toBe(1);
  expect(up.printed()).toBe('The stand-in cannot start: buy a bigger one.\n');
  expect(readFileSync(path.join(place.data, 'logs/broker.log'), 'utf8')).toContain('A first line');
  expect(place.living()).toEqual([]);
});

test('a program with a bug: the error is named, and the stack is in the log', async () => {
  const up = place.up({ STAND_IN_FAULTS: 'broker-breaks' });
  expect(await up.ends()).toBe(1);
  expect(up.printed()).toBe('TypeError: this is a bug\n');
  expect(readFileSync(path.join(place.data, 'logs/broker.log'), 'utf8')).toContain('    at ');
});

test('killed outright, its programs end by themselves and the next start is not hindered', async () => {
  const up = place.up();
  await up.prints(READY);
  up.child.kill('SIGKILL');
  await up.ends();
  await until(() => place.living().length === 0);
  await place.up().prints(READY);
});

test('a second start on the same folder says who has it', async () => {
  const first = place.up();
  await first.prints(READY);
  const second = place.up({ SANDLOT_PORT: '4399' });
  expect(await second.ends()).toBe(1);
  expect(second.printed()).toBe(
    `Sandlot runs already on ${place.data} (process ${first.child.pid}, ${place.address}). Use that one, stop it first, or give this one a folder of its own: npm start -- --data FOLDER --port PORT\n`,
  );
  expect(await health(place.address)).toBe(true);
});
