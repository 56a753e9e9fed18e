/** Sandboxes of several networks, and those made when a sandbox had one. */
import { beforeAll, expect, test } from 'vitest';
import { freshId, useBench } from '../contract/bench.ts';
import { until } from '../contract/typed-terminal.ts';
import type { SandboxSpec } from '../runtime.ts';
import { bridgeName } from './bridge-guard.ts';
import { Engine } from './engine.ts';
import { imageTag } from './image-folder.ts';
import { LABEL } from './labels.ts';
import { createPrivateNetwork } from './networks.ts';
import { readPool } from './subnets.ts';
import { DOCKER, imagesDir, useDocker } from './test-docker.ts';

/** Two networks, of a range that the default pool does not have. */
const networkPool = '10.214.79.0/27';
const small = useBench(useDocker({ networkPool }), DOCKER);
const bench = useBench(useDocker(), DOCKER);
const engine = new Engine();

/** `lb` is on both networks, `web` on the one and `db` on the other. */
function shop(on: typeof bench): SandboxSpec {
  const networks: Record<string, string[]> = { lb: ['front', 'back'], web: ['front'], db: ['back'] };
  const spec = on.spec(Object.keys(networks));
  const machines = spec.machines.map((one) => ({ ...one, networks: networks[one.name] ?? [] }));
  return { ...spec, networks: ['front', 'back'], machines };
}

const spec = () => shop(bench);
let id = '';
const run = (machine: string, script: string) =>
  bench.runtime.run(id, machine, { script, timeoutMs: 20_000, user: 'root' });
const output = async (machine: string, script: string) => (await run(machine, script)).output;
const serve = (machine: string) =>
  run(
    machine,
    'mkdir /srv/www; hostname >/srv/www/index.html; setsid python3 -m http.server 80 -d /srv/www >/dev/null 2>&1 & until curl -so /dev/null http://127.0.0.1/; do sleep 0.1; done',
  );
const get = (goal: string) => `curl -sS --max-time 4 http://${goal}/ 2>&1`;
const networksOf = (sandbox: string, instance = bench.instance) =>
  engine.networks({ [LABEL.instance]: instance, [LABEL.sandbox]: sandbox });
/** `eth0=10.1.2.3 eth1=...` */
const interfaces = (machine: string) =>
  output(
    machine,
    "ip -br -4 addr | sed -n 's/^\\(eth[0-9]\\)@* *[^ ]* *UP *\\([0-9.]*\\).*/\\1=\\2/p' | sort",
  );

beforeAll(async () => {
  const one = spec();
  id = one.id;
  await bench.runtime.create(one, () => {});
  for (const { name } of one.machines) await serve(name);
}, 60_000);

test('each machine has an address on each of its networks, and the first is eth0', async () => {
  const { lb, web, db } = await bench.runtime.addresses(id);
  expect([lb, web, db].map((one) => Object.keys(one ?? {}))).toEqual([
    ['front', 'back'],
    ['front'],
    ['back'],
  ]);
  expect(await interfaces('lb')).toBe(`eth0=${lb?.front}\neth1=${lb?.back}\n`);
  expect(await output('lb', 'cat /proc/net/if_inet6')).toBe('');
  expect(await interfaces('db')).toBe(`eth0=${db?.back}\n`);
});

test('names are known on every network that two share, and the shared one can be named', async () => {
  const { lb } = await bench.runtime.addresses(id);
  expect(await output('lb', `${get('web')}; ${get('db')}`)).toBe('web\ndb\n');
  expect(await output('web', get('lb'))).toBe('lb\n');
  expect(await output('db', get('lb'))).toBe('lb\n');
  expect(await output('web', 'getent ahostsv4 lb | head -1')).toContain(lb?.front);
  expect(await output('db', 'getent ahostsv4 lb | head -1')).toContain(lb?.back);
  expect(await output('db', 'getent ahostsv4 lb.back | head -1')).toContain(lb?.back);
});

test('machines without a network in common do not reach each other, by name or by address', async () => {
  const { db, lb } = await bench.runtime.addresses(id);
  expect((await run('web', 'getent hosts db lb.back')).exitCode).toBe(2);
  for (const address of [db?.back, lb?.back])
    expect((await run('web', `curl -sS --max-time 2 http://${address}/`)).exitCode).not.toBe(0);
});

test('a reset keeps all addresses, their order, and the way of the peers', async () => {
  const before = await bench.runtime.addresses(id);
  const links = await interfaces('lb');
  await bench.runtime.reset(id, 'lb');
  await serve('lb');
  expect(await bench.runtime.addresses(id)).toEqual(before);
  expect(await interfaces('lb')).toBe(links);
  expect(await output('web', get('lb'))).toBe('lb\n');
  expect(await output('db', get('lb'))).toBe('lb\n');
});

test('a machine that is started again is on its networks as before', async () => {
  const links = await interfaces('lb');
  await run('lb', DOCKER.endMachine).catch(() => {});
  const isDown = async () =>
    (await bench.runtime.list()).some(
      (one) => one.id === id && one.machines.some(({ spec, running }) => spec.name === 'lb' && !running),
    );
  await until('it has stopped', isDown);
  await bench.runtime.revive(id, 'lb');
  expect(await interfaces('lb')).toBe(links);
  expect(await output('lb', `${get('web')}; ${get('db')}`)).toBe('web\ndb\n');
});

test('each network is kept from the host', async () => {
  const networks = await networksOf(id);
  expect(networks).toHaveLength(2);
  const files = networks.map((one) => `/proc/sys/net/ipv4/conf/${bridgeName(one.id)}/rp_filter`);
  const script = `cat /proc/sys/net/ipv4/conf/all/rp_filter | grep -q '[12]' || cat ${files.join(' ')} | tr -d '\\n' | grep -qx '[12][12]'`;
  const check = await engine.createContainer(freshId('sandlot-t-'), {
    Image: await imageTag(imagesDir, 'linux'),
    Cmd: ['/bin/sh', '-c', script],
    HostConfig: { NetworkMode: 'host' },
  });
  await engine.startContainer(check);
  expect(await engine.waitContainer(check)).toBe(0);
  await engine.removeContainer(check);
});

test('another runtime of the same instance finds it whole, and remove takes all of it', async () => {
  const one = spec();
  await bench.runtime.create(one, () => {});
  const second = await bench.another(bench.instance);
  const { machines, ...rest } = one;
  const found = (await second.list()).find((sandbox) => sandbox.id === one.id);
  expect(found).toMatchObject({ ...rest, expected: ['lb', 'web', 'db'] });
  expect(found?.machines.map((machine) => machine.spec)).toEqual(expect.arrayContaining(machines));
  await second.remove(one.id);
  expect(await networksOf(one.id)).toEqual([]);
  expect((await bench.runtime.list()).map((sandbox) => sandbox.id)).not.toContain(one.id);
});

test('a start that is given up leaves no network', async () => {
  const abort = new AbortController();
  const one = spec();
  const steps: string[] = [];
  const doomed = bench.runtime.create(
    one,
    (text) => {
      steps.push(text);
      if (text.startsWith('Starting')) abort.abort();
    },
    abort.signal,
  );
  await expect(doomed).rejects.toMatchObject({ code: 'aborted' });
  expect(steps).toEqual(['Making networks front, back', 'Starting lb, web, db']);
  expect(await networksOf(one.id)).toEqual([]);
});

test('room for one network of two is no room, and leaves none', async () => {
  const taken = small.spec();
  await small.runtime.create(taken, () => {});
  const one = shop(small);
  await expect(small.runtime.create(one, () => {})).rejects.toMatchObject({
    code: 'room',
    message: expect.stringContaining('all 2 of the pool 10.214.79.0/27 are in use'),
  });
  expect(await networksOf(one.id, small.instance)).toEqual([]);
  await small.runtime.remove(taken.id);
});

test('a network that somebody has removed is named, with what to do', async () => {
  const one = spec();
  await bench.runtime.create(one, () => {});
  const back = (await networksOf(one.id)).find(({ labels }) => labels[LABEL.network] === 'back');
  for (const name of ['lb', 'db']) {
    const labels = { [LABEL.sandbox]: one.id, [LABEL.machine]: name };
    for (const container of await engine.containers(labels))
      await engine.disconnect(back?.id ?? '', container.id);
  }
  await engine.removeNetwork(back?.id ?? '');
  await expect(bench.runtime.reset(one.id, 'db')).rejects.toMatchObject({
    code: 'stopped',
    message: 'The network back of this sandbox has gone. End the sandbox and start it again.',
  });
});

test('a sandbox made when there was one network is listed, reset at its address, and removed', async () => {
  const { machines, ...rest } = bench.spec();
  const sandbox = {
    [LABEL.instance]: bench.instance,
    [LABEL.sandbox]: rest.id,
    [LABEL.machines]: '["box"]',
    [LABEL.user]: rest.userId,
    [LABEL.lesson]: rest.lesson,
    [LABEL.playground]: rest.playground,
    [LABEL.created]: String(rest.createdAtMs),
    [LABEL.expires]: String(rest.expiresAtMs),
  };
  const name = `sandlot-${bench.instance}-${rest.id}`;
  const network = await createPrivateNetwork(engine, readPool('10.214.80.0/24'), '1.41', {
    name,
    labels: sandbox,
    open: false,
  });
  const address = network.subnet.replace(/\d+\/28$/, (last) => String(Number.parseInt(last, 10) + 2));
  const { name: machine, image, memoryBytes, cpus, pids, user } = machines[0] ?? ({} as never);
  const container = await engine.createContainer(`${name}-box-1`, {
    Image: await imageTag(imagesDir, image),
    Labels: {
      ...sandbox,
      [LABEL.machine]: machine,
      [LABEL.generation]: '1',
      [LABEL.spec]: JSON.stringify({ name: machine, image, memoryBytes, cpus, pids, user }),
      [LABEL.address]: address,
    },
    HostConfig: { NetworkMode: name, Init: true },
    NetworkingConfig: {
      EndpointsConfig: { [name]: { Aliases: ['box'], IPAMConfig: { IPv4Address: address } } },
    },
  });
  await engine.startContainer(container);
  const found = (await bench.runtime.list()).find((one) => one.id === rest.id);
  expect(found).toMatchObject({ ...rest, expected: ['box'], machines: [{ generation: 1, ready: true }] });
  expect(await bench.runtime.addresses(rest.id)).toEqual({ box: { lan: address } });
  expect(await bench.runtime.reset(rest.id, 'box')).toBe(2);
  expect(await bench.runtime.addresses(rest.id)).toEqual({ box: { lan: address } });
  const { output: own } = await bench.runtime.run(rest.id, 'box', {
    script: 'hostname -I',
    timeoutMs: 20_000,
  });
  expect(own.trim()).toBe(address);
  await bench.runtime.remove(rest.id);
  expect(await networksOf(rest.id)).toEqual([]);
});
