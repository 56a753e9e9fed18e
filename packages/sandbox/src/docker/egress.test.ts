/** Whom a machine with a way out reaches, and whom not. The outside world is a stand-in that these tests make. */
import { createSocket } from 'node:dgram';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshId, useBench } from '../contract/bench.ts';
import { until } from '../contract/typed-terminal.ts';
import type { SandboxSpec } from '../runtime.ts';
import { EngineDoor } from '../testing/engine-door.ts';
import { createDockerRuntime } from './docker-runtime.ts';
import { EGRESS_IMAGE } from './egress-guard.ts';
import { Engine } from './engine.ts';
import { imageTag } from './image-folder.ts';
import { knock, send } from './knock.ts';
import { LABEL } from './labels.ts';
import { OTHER_OUTSIDE as OUTSIDE, StandIn } from './stand-in.ts';
import { DOCKER, imagesDir, useDocker } from './test-docker.ts';

/** One of each range that is not the internet; the first answers questions for names. */
const NEAR = [
  '192.168.77.77',
  '10.77.66.77',
  '172.31.77.77',
  '100.64.77.77',
  '169.254.77.77',
  '198.18.77.77',
];
const [NAMES = ''] = NEAR;
const SPOOFED = '203.0.113.77';

const bench = useBench(useDocker({ egress: 'open', dns: [NAMES] }), DOCKER);
const engine = new Engine();
const heard: string[] = [];
const tcp = createServer((request, response) => {
  heard.push(`tcp ${request.url}`);
  response.end('host');
});
const udp = createSocket('udp6', (bytes) => heard.push(`udp ${bytes.toString()}`));
let outside: StandIn;
let port = 0;
let open = '';
let closed = '';

const run = (id: string, machine: string, script: string) =>
  bench.runtime.run(id, machine, { script, timeoutMs: 15_000, user: 'root' });
const addressOf = async (id: string, machine: string) =>
  (await bench.runtime.addresses(id))[machine]?.lan ?? '';
const serve = (id: string, machine: string) =>
  run(
    id,
    machine,
    'mkdir /srv/www; echo here >/srv/www/index.html; setsid python3 -m http.server 8080 -d /srv/www >/dev/null 2>&1 & until curl -so /dev/null http://127.0.0.1:8080/; do sleep 0.1; done',
  );
const GET_OUTSIDE = `curl -sS --max-time 3 http://${OUTSIDE}:8080/`;
function withEgress(machines: string[], egress: SandboxSpec['egress']): SandboxSpec {
  return { ...bench.spec(machines, { capabilities: ['NET_ADMIN'] }), egress };
}
/** Runs iptables of both kinds on the host; gives the exit code. */
async function onTable(script: string): Promise<number> {
  const id = await engine.createContainer(freshId('sandlot-t-'), {
    Image: await imageTag(imagesDir, EGRESS_IMAGE),
    Cmd: ['/bin/sh', '-c', script],
    HostConfig: { NetworkMode: 'host', CapAdd: ['NET_ADMIN', 'NET_RAW'] },
  });
  await engine.startContainer(id);
  const code = await engine.waitContainer(id);
  await engine.removeContainer(id);
  return code;
}
const gateway = async () => (await run(open, 'm1', 'ip -4 route show default')).output.split(' ')[2] ?? '';
const networkOf = async (id: string) => {
  const [network] = await engine.networks({ [LABEL.instance]: bench.instance, [LABEL.sandbox]: id });
  if (!network) throw new Error('no network');
  return { ...network, chain: `SANDLOT-${network.id.slice(0, 12)}` };
};
const hasChain = async (chain: string) =>
  (await onTable(
    `for t in nft legacy; do iptables-$t -w 5 -t raw -S 2>/dev/null; done | grep -q -- '-j ${chain}'`,
  )) === 0;
const onBothTables = (what: string) =>
  onTable(`for t in nft legacy; do iptables-$t -w 5 ${what}; done 2>/dev/null`);
async function dropChain(chain: string): Promise<void> {
  for (const what of [`-D PREROUTING -j ${chain}`, `-F ${chain}`, `-X ${chain}`])
    await onBothTables(`-t raw ${what}`);
}

beforeAll(async () => {
  await bench.runtime.ensureImage(EGRESS_IMAGE, () => {});
  const specs = [withEgress(['m1', 'm2'], 'open'), withEgress(['m1'], 'none')];
  await Promise.all(specs.map((spec) => bench.runtime.create(spec, () => {})));
  [open, closed] = specs.map(({ id }) => id) as [string, string];
  const image = await imageTag(imagesDir, 'linux');
  const place = { address: OUTSIDE, also: NEAR };
  outside = await StandIn.start(engine, image, { [LABEL.instance]: bench.instance }, place);
  await new Promise<void>((done) => tcp.listen(0, '::', done));
  port = (tcp.address() as { port: number }).port;
  await new Promise<void>((done) => udp.bind(port, '::', done));
}, 300_000);
afterAll(async () => {
  await outside?.stop();
  tcp.close();
  udp.close();
});

test('with a way out a machine reaches the outside, by its address and by a name', async () => {
  expect((await run(open, 'm1', GET_OUTSIDE)).output).toBe('outside');
  expect((await run(open, 'm2', 'curl -sS --max-time 5 http://www.outside.test:8080/')).output).toBe(
    'outside',
  );
  await run(open, 'm1', send(OUTSIDE, 8080, 'with a way out'));
  await until('the datagram came', async () => (await outside.log()).includes('udp with a way out'));
});

test('without one it reaches nothing, beside one that has', async () => {
  expect((await run(closed, 'm1', knock([OUTSIDE, ...NEAR], 8080, 'none'))).output).toBe('tried 21\n');
  expect((await run(closed, 'm1', 'getent hosts www.outside.test')).exitCode).toBe(2);
  expect(await outside.log()).not.toContain('none');
});

test('its peers reach each other', async () => {
  await serve(open, 'm2');
  const script = 'curl -sS --max-time 5 http://m2:8080/; ping -c1 m2 >/dev/null && echo ping';
  expect((await run(open, 'm1', script)).output).toContain('here\nping\n');
});

test('private, shared, link-local and test ranges are closed, but for questions for names', async () => {
  for (const address of NEAR)
    expect(await outside.ordinaryContainer(`curl -fsS --max-time 5 http://${address}:8080/`), address).toBe(
      0,
    );
  expect((await run(open, 'm1', knock(NEAR, 8080, 'private'))).output).toBe(`tried ${NEAR.length * 3}\n`);
  expect(await outside.log()).not.toContain('private');
});

test('the host is closed, at any of its addresses, by any trick', async () => {
  const table = await readFile('/proc/net/fib_trie', 'utf8');
  const local = [...table.matchAll(/\|-- (\S+)\n\s+\/32 host LOCAL/g)].map((match) => match[1] ?? '');
  const hosts = [...new Set(local)].filter((one) => !one.startsWith('127.'));
  const { subnet } = await networkOf(open);
  expect(hosts).toContain(await gateway());

  const near = '$(ip -4 route show default | cut -d" " -f3)';
  await outside.ordinaryContainer(`curl -fsS --max-time 5 http://${near}:${port}/control`);
  await outside.ordinaryContainer(`echo -n control >/dev/udp/${near}/${port}`);
  await until('the listeners hear it', () => heard.includes('tcp /control') && heard.includes('udp control'));

  const { output } = await run(open, 'm1', knock(hosts, port, 'sandbox'));
  expect(output).toBe(`tried ${hosts.length * 3}\n`);
  const all = [lastOf(subnet), '255.255.255.255', '224.0.0.1'];
  await run(open, 'm1', all.map((to) => send(to, port, 'sandbox')).join('\n'));
  expect((await run(open, 'm1', `ping -c1 -W1 ${await gateway()}`)).exitCode).not.toBe(0);
  expect(heard.filter((line) => line.includes('sandbox'))).toEqual([]);
});

/** The broadcast address of a /28. */
const lastOf = (subnet: string) =>
  subnet.replace(/\d+\/28$/, (last) => String(Number.parseInt(last, 10) + 15));

test('other sandboxes are closed, with a way out or without, and so are other containers', async () => {
  const spec = withEgress(['m1'], 'open');
  await bench.runtime.create(spec, () => {});
  for (const id of [spec.id, closed]) await serve(id, 'm1');
  const theirs = await Promise.all([spec.id, closed].map((id) => addressOf(id, 'm1')));
  expect((await run(open, 'm1', knock(theirs, 8080, 'other'))).output).toBe('tried 6\n');
  const own = await addressOf(open, 'm2');
  expect(await outside.ordinaryContainer(`curl -fsS --max-time 2 http://${own}:8080/`)).not.toBe(0);
  await bench.runtime.remove(spec.id);
});

test('on several networks each machine gets out, and those without one in common stay apart', async () => {
  const networks: Record<string, string[]> = { lb: ['front', 'back'], web: ['front'], db: ['back'] };
  const plain = withEgress(Object.keys(networks), 'open');
  const machines = plain.machines.map((one) => ({ ...one, networks: networks[one.name] ?? [] }));
  await bench.runtime.create({ ...plain, networks: ['front', 'back'], machines }, () => {});
  const out = async (machine: string) => (await run(plain.id, machine, GET_OUTSIDE)).output;
  expect(await Promise.all(Object.keys(networks).map(out))).toEqual(['outside', 'outside', 'outside']);
  await serve(plain.id, 'db');
  const { db, lb } = await bench.runtime.addresses(plain.id);
  expect((await run(plain.id, 'lb', 'curl -sS --max-time 5 http://db:8080/')).output).toBe('here\n');
  const closedTo = [db?.back ?? '', lb?.back ?? ''];
  expect((await run(plain.id, 'web', knock(closedTo, 8080, 'apart'))).output).toBe('tried 6\n');
  await bench.runtime.reset(plain.id, 'lb');
  expect(await out('lb')).toBe('outside');
  await bench.runtime.remove(plain.id);
});

test('nobody outside reaches a machine that has a way out, though the host would forward it', async () => {
  const own = await addressOf(open, 'm2');
  const { chain, subnet } = await networkOf(open);
  const knocked = () => outside.fromOutside(`curl -fsS --max-time 2 http://${own}:8080/`);
  const forward = (how: string) => onBothTables(`${how} FORWARD -p tcp --dport 8080 -d ${own} -j ACCEPT`);
  await forward('-I');
  try {
    expect(await knocked()).not.toBe(0);
    await onBothTables(`-t raw -D ${chain} 1`);
    expect(await knocked()).toBe(0);
    await onBothTables(`-t raw -I ${chain} ! -i br-${chain.slice(8)} -d ${subnet} -j DROP`);
    expect(await knocked()).not.toBe(0);
  } finally {
    await forward('-D');
  }
});

test('a borrowed address does not get out', async () => {
  const borrow = `ip addr add ${SPOOFED}/32 dev eth0 && ${send(OUTSIDE, 8080, 'borrowed', SPOOFED)}`;
  expect((await run(open, 'm1', borrow)).exitCode).toBe(0);
  await run(open, 'm1', send(OUTSIDE, 8080, 'sent later'));
  await until('one sent later came', async () => (await outside.log()).includes('udp sent later'));
  expect(await outside.log()).not.toContain('borrowed');
});

test('the rules go with the sandbox', async () => {
  const spec = withEgress(['m1'], 'open');
  await bench.runtime.create(spec, () => {});
  const { chain } = await networkOf(spec.id);
  expect(await hasChain(chain)).toBe(true);
  await bench.runtime.remove(spec.id);
  expect(await hasChain(chain)).toBe(false);
  expect(await hasChain((await networkOf(open)).chain)).toBe(true);
});

test('rules that a restart of the host has lost are back before a machine runs again', async () => {
  const { chain } = await networkOf(open);
  await dropChain(chain);
  expect(await hasChain(chain)).toBe(false);
  const bare = `curl -sS --max-time 3 http://${NEAR[1]}:8080/; curl -sS --max-time 3 http://${await gateway()}:${port}/`;
  expect((await run(open, 'm1', bare)).output).toBe('outsidehost');
  await bench.another(bench.instance);
  expect(await hasChain(chain)).toBe(true);
  expect((await run(open, 'm1', knock(NEAR, 8080, 'again'))).output).toBe(`tried ${NEAR.length * 3}\n`);
  expect((await run(open, 'm1', GET_OUTSIDE)).output).toBe('outside');
});

test('rules that went with the engine are back once it answers again', async () => {
  const door = await EngineDoor.open();
  const own = { instance: bench.instance, imagesDir, host: door.host };
  const runtime = createDockerRuntime({ ...own, egress: 'open', dns: [NAMES] });
  await runtime.start();
  const { chain } = await networkOf(open);
  await door.shut();
  await dropChain(chain);
  await door.reopen();
  await until('the rules are back', () => hasChain(chain));
  expect((await run(open, 'm1', knock(NEAR, 8080, 'anew'))).output).toBe(`tried ${NEAR.length * 3}\n`);
  await runtime.close();
  await door.remove();
});

test('where the operator allows none, it cannot run, and what ran is closed', async () => {
  const spec = withEgress(['m1'], 'open');
  const own = { instance: freshId('t'), imagesDir };
  const allowing = createDockerRuntime({ ...own, egress: 'open', dns: [NAMES] });
  await allowing.start();
  await allowing.create(spec, () => {});
  const fetched = () => allowing.run(spec.id, 'm1', { script: GET_OUTSIDE, timeoutMs: 20_000 });
  expect((await fetched()).output).toBe('outside');

  const strict = createDockerRuntime(own);
  await strict.start();
  expect((await fetched()).exitCode).not.toBe(0);
  const reason = 'Its machines want a way to the internet (egress: open), and this installation gives none.';
  const remedy = 'An admin allows it with SANDLOT_EGRESS=open.';
  expect(strict.cannotRun(spec.machines, 'open')).toEqual({ reason, remedy });
  expect(strict.cannotRun(spec.machines)).toBeNull();
  await expect(strict.create({ ...spec, id: freshId('s') }, () => {})).rejects.toMatchObject({
    code: 'unsupported',
    message: `${reason} ${remedy}`,
  });
  await strict.remove(spec.id);
  await Promise.all([allowing.close(), strict.close()]);
});

test('rules that cannot be put in place are an error with the way out, and nothing runs without them', async () => {
  const own = { instance: freshId('t'), imagesDir, egress: 'open' } as const;
  const broken = createDockerRuntime({ ...own, dns: ['not-an-address'] });
  await broken.start();
  const spec = withEgress(['m1'], 'open');
  await expect(broken.create(spec, () => {})).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringMatching(/cannot be put in place\. Run "modprobe -a iptable_raw xt_addrtype"/),
  });
  expect(await engine.networks({ [LABEL.instance]: own.instance })).toEqual([]);
  expect(await engine.containers({ [LABEL.instance]: own.instance })).toEqual([]);

  const sound = createDockerRuntime({ ...own, dns: [NAMES] });
  await sound.start();
  await sound.create(spec, () => {});
  const again = createDockerRuntime({ ...own, dns: ['not-an-address'] });
  await again.start();
  expect(await again.list()).toEqual([]);
  await Promise.all([broken, sound, again].map((one) => one.close()));
});
