/** Who reaches whom. The outside world is a stand-in that these tests make: see stand-in.ts. */
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshId, useBench } from '../contract/bench.ts';
import { until } from '../contract/typed-terminal.ts';
import { bridgeName, guardBridge } from './bridge-guard.ts';
import { Engine } from './engine.ts';
import { imageTag } from './image-folder.ts';
import { knock } from './knock.ts';
import { LABEL } from './labels.ts';
import { OUTSIDE, StandIn } from './stand-in.ts';
import { DOCKER, imagesDir, useDocker } from './test-docker.ts';

const bench = useBench(useDocker(), DOCKER);
const engine = new Engine();
const heard: string[] = [];
const tcp = createServer((request, response) => {
  heard.push(`tcp ${request.url}`);
  response.end('host');
});
const udp = createSocket('udp6', (bytes) => heard.push(`udp ${bytes.toString()}`));
let outside: StandIn;
let image = '';
let pair = '';
let other = '';
let port = 0;

const run = (id: string, machine: string, script: string, user = 'root') =>
  bench.runtime.run(id, machine, { script, timeoutMs: 20_000, user });
const serve = (id: string, machine: string) =>
  run(
    id,
    machine,
    'mkdir /srv/www; echo here >/srv/www/index.html; setsid python3 -m http.server 8080 -d /srv/www >/dev/null 2>&1 &',
  );
const address = async (id: string, machine: string) => (await run(id, machine, 'hostname -I')).output.trim();
/** The address that the engine keeps for the bridge. */
const gatewayOf = (machine: string) => machine.replace(/\d+$/, (last) => String((Number(last) & ~15) + 1));
const networkOf = async (id: string) =>
  (await engine.networks({ [LABEL.instance]: bench.instance, [LABEL.sandbox]: id }))[0]?.id ?? '';

beforeAll(async () => {
  image = await imageTag(imagesDir, 'linux');
  const specs = [bench.spec(['m1', 'm2']), bench.spec(['m1'])];
  await Promise.all(specs.map((spec) => bench.runtime.create(spec, () => {})));
  [pair, other] = specs.map((spec) => spec.id) as [string, string];
  for (const machine of ['m1', 'm2']) await bench.runtime.markReady(pair, machine);
  outside = await StandIn.start(engine, image, { [LABEL.instance]: bench.instance });
  await new Promise<void>((done) => tcp.listen(0, '::', done));
  port = (tcp.address() as { port: number }).port;
  await new Promise<void>((done) => udp.bind(port, '::', done));
}, 120_000);
afterAll(async () => {
  await outside?.stop();
  tcp.close();
  udp.close();
});

test('machines of one sandbox reach each other by name, also after markReady and a reset', async () => {
  await serve(pair, 'm2');
  const fetched = () =>
    run(
      pair,
      'm1',
      'curl -fsS --retry 20 --retry-connrefused --retry-delay 0 http://m2:8080/ && ping -c1 m2 >/dev/null && echo ping',
      'student',
    );
  expect((await fetched()).output).toContain('here\nping\n');
  expect((await run(pair, 'm2', 'getent hosts m1 m2')).output.split('\n')).toHaveLength(3);
  const before = await address(pair, 'm2');
  await bench.runtime.reset(pair, 'm2');
  expect(await address(pair, 'm2')).toBe(before);
  await serve(pair, 'm2');
  expect((await fetched()).output).toContain('here\nping\n');
});

test('a machine logs in to another by ssh', async () => {
  const start =
    'ssh-keygen -A >/dev/null; mkdir -p /run/sshd; /usr/sbin/sshd; until ss -ltn | grep -q ":22 "; do sleep 0.05; done';
  const { output: key } = await run(
    pair,
    'm1',
    'ssh-keygen -qt ed25519 -N "" -f ~/.ssh/id_ed25519; cat ~/.ssh/id_ed25519.pub',
    'student',
  );
  const authorize = `install -d -m700 ~/.ssh; echo '${key.trim()}' >~/.ssh/authorized_keys`;
  await run(pair, 'm2', authorize, 'student');
  expect((await run(pair, 'm2', start)).exitCode).toBe(0);
  const login = 'ssh -o StrictHostKeyChecking=no -o BatchMode=yes m2 "hostname; sudo -n id -u" 2>/dev/null';
  expect((await run(pair, 'm1', login, 'student')).output).toBe('m2\n0\n');
});

test('the stand-in for the outside answers the host, and a container on an ordinary network', async () => {
  expect(await (await fetch(`http://${OUTSIDE}:8080/`)).text()).toBe('outside');
  expect(await outside.ordinaryContainer(`curl -fsS --max-time 5 http://${OUTSIDE}:8080/`)).toBe(0);
  expect(await outside.ordinaryContainer(`curl -fsS --max-time 5 http://${OUTSIDE}:8081/`)).not.toBe(0);
});

test('a sandbox reaches neither the outside nor another sandbox', async () => {
  await serve(other, 'm1');
  const theirs = await address(other, 'm1');
  await until(
    'the other sandbox serves',
    async () => (await run(other, 'm1', `curl -fsS http://${theirs}:8080/`)).exitCode === 0,
  );
  const { output } = await run(pair, 'm1', knock([OUTSIDE, theirs], 8080, 'out'));
  expect(output).toBe('tried 6\n');
  expect(await outside.log()).not.toContain('udp out');
});

test('even with a living gateway, nothing is forwarded from a sandbox', async () => {
  const spec = bench.spec(['m1']);
  await bench.runtime.create(spec, () => {});
  const gateway = gatewayOf(await address(spec.id, 'm1'));
  const bridge = bridgeName(await networkOf(spec.id));
  expect(await outside.onHost(`ip addr add ${gateway}/28 dev ${bridge}`)).toBe(0);
  const control = await run(spec.id, 'm1', `curl -fsS --max-time 5 http://${gateway}:${port}/living`);
  expect(control.output).toBe('host');
  expect((await run(spec.id, 'm1', knock([OUTSIDE], 8080, 'forwarded'))).output).toBe('tried 3\n');
  expect(await outside.log()).not.toContain('forwarded');
});

test('a sandbox does not reach the host, at any of its addresses, by any trick', async () => {
  const table = await readFile('/proc/net/fib_trie', 'utf8');
  const local = [...table.matchAll(/\|-- (\S+)\n\s+\/32 host LOCAL/g)].map((match) => match[1] ?? '');
  const v4 = [...new Set(local)].filter((one) => !one.startsWith('127.'));
  const gateway = gatewayOf(await address(pair, 'm1'));
  const bridge = bridgeName(await networkOf(pair));
  const v6 = (networkInterfaces()[bridge] ?? []).map((one) => one.address);

  const near = '$(ip -4 route show default | cut -d" " -f3)';
  await outside.ordinaryContainer(`curl -fsS --max-time 5 http://${near}:${port}/control`);
  await outside.ordinaryContainer(`echo -n control >/dev/udp/${near}/${port}`);
  await until('the listeners hear it', () => heard.includes('tcp /control') && heard.includes('udp control'));

  const hosts = [...v4, gateway, ...v6.map((one) => `${one}%eth0`)];
  const { output } = await run(pair, 'm1', knock(hosts, port, 'sandbox'));
  expect(output).toBe(`tried ${hosts.length * 3}\n`);
  expect(heard.filter((line) => line.includes('sandbox'))).toEqual([]);
});

test('a machine has no IPv6 address, so the link-local address of the bridge is out of reach', async () => {
  expect((await run(pair, 'm1', 'cat /proc/net/if_inet6')).output).toBe('');
  const bridge = bridgeName(await networkOf(pair));
  const linkLocal = (networkInterfaces()[bridge] ?? []).find((one) => one.family === 'IPv6')?.address;
  if (!linkLocal) return; // this host has no IPv6 on bridges: nothing to reach
  await new Promise<void>((done, fail) => {
    const socket = connect({ host: `${linkLocal}%${bridge}`, port }, () =>
      done(socket.destroy() as unknown as undefined),
    );
    socket.on('error', fail);
  });
});

test('names of outside never leave, and fail soon', async () => {
  const dns = await outside.recordHostDns();
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers(['127.0.0.1']);
  await until('the recorder hears the control', async () => {
    await resolver.resolve4('control.outside.test').catch(() => {});
    return (await dns()).includes('control');
  });
  const { output, durationMs } = await run(
    pair,
    'm1',
    'getent hosts leak.outside.test; echo $?; dig +tries=1 +time=1 leak2.outside.test >/dev/null',
  );
  expect(output).toBe('2\n');
  expect(durationMs).toBeLessThan(5000);
  expect(await dns()).not.toContain('leak');
});

test('names of another sandbox do not resolve', async () => {
  const spec = bench.spec(['secretname']);
  await bench.runtime.create(spec, () => {});
  expect((await run(pair, 'm1', 'getent hosts secretname')).exitCode).toBe(2);
});

test('the guard of a bridge works from here and through the engine', async () => {
  const network = await networkOf(other);
  const file = `/proc/sys/net/ipv4/conf/${bridgeName(network)}/rp_filter`;
  const value = () => outside.onHost(`cat /proc/sys/net/ipv4/conf/all/rp_filter ${file} | grep -q '[12]'`);
  expect(await value()).toBe(0);
  await outside.onHost(`echo 0 >${file}`);
  await guardBridge(engine, network, image, { [LABEL.instance]: bench.instance }, async () => false);
  expect(await value()).toBe(0);
});

test('a bridge that cannot be guarded is an error with the way out', async () => {
  const guard = guardBridge(
    engine,
    'f'.repeat(64),
    image,
    { [LABEL.instance]: freshId('t') },
    async () => false,
  );
  await expect(guard).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('rp_filter=2'),
  });
});
