/** Engines inside pull through the operator's mirror, and reach nothing else, on a real engine with a stand-in registry. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshId, useBench } from '../../contract/bench.ts';
import { until } from '../../contract/typed-terminal.ts';
import { createDockerRuntime, type DockerRuntimeOptions } from '../docker-runtime.ts';
import { EGRESS_IMAGE } from '../egress-guard.ts';
import { Engine } from '../engine.ts';
import { imageTag } from '../image-folder.ts';
import { knock } from '../knock.ts';
import { LABEL } from '../labels.ts';
import { nearEnd, MIRROR_OUTSIDE as OUTSIDE, StandIn } from '../stand-in.ts';
import { DOCKER, imagesDir, useDataDir } from '../test-docker.ts';
import { askMirror, readRegistryMirror } from './registry-mirror.ts';
import { KEPT_IMAGE, KEPT_WORD, REGISTRY, REGISTRY_PORT } from './stand-in-registry.ts';

/** The mirror's address, of a range that is closed to all sandboxes. */
const NEAR = '10.77.66.78';
const MIRROR = readRegistryMirror(`http://${NEAR}:${REGISTRY_PORT}`);
const MB = 2 ** 20;
const INSIDE = { image: 'docker', needs: ['engine' as const], memoryBytes: 640 * MB, pids: 512 };

const dataDir = useDataDir();
const engine = new Engine();
const warnings: string[] = [];
const logger = { warn: (_: object, message: string) => warnings.push(message) };
const make = (instance: string, options: Partial<DockerRuntimeOptions> = {}) =>
  createDockerRuntime({
    ...{ instance, imagesDir, dataDir, logger, way: 'rootless', trust: 'public', mirror: MIRROR },
    ...options,
  });
const bench = useBench((instance) => make(instance), DOCKER);
const onHost = createServer((_, response) => response.end('this host'));
const another = createServer((_, response) => response.end('this host'));
let outside: StandIn;
let id = '';

const run = (script: string, { user = 'student', of = id } = {}) =>
  bench.runtime.run(of, 'box', { script, timeoutMs: 25_000, user });
const answers = (of = id) => run('docker-engine answers 30', { user: 'root', of });
const fetched = async (url: string, of = id) => (await run(`curl -fsS --max-time 3 ${url}`, { of })).exitCode;
const PULLED = `docker pull -q ${KEPT_IMAGE} && docker create -q --name kept ${KEPT_IMAGE} x >/dev/null && docker cp kept:/word - | tar -xO`;
const V2 = `${MIRROR.url}/v2/`;

/** A sandbox of a runtime with its own settings, beside the first. */
async function beside<T>(
  options: Partial<DockerRuntimeOptions>,
  use: (id: string) => Promise<T>,
): Promise<T> {
  const runtime = make(bench.instance, options);
  await runtime.start();
  const spec = bench.spec(['box'], INSIDE);
  await runtime.prepare(spec.machines);
  await runtime.create(spec, () => {});
  try {
    return await use(spec.id);
  } finally {
    await runtime.remove(spec.id);
    await runtime.close();
  }
}

beforeAll(async () => {
  for (const image of ['docker', EGRESS_IMAGE]) await bench.runtime.ensureImage(image, () => {});
  const image = await imageTag(imagesDir, 'linux');
  const place = { address: OUTSIDE, also: [NEAR] };
  outside = await StandIn.start(engine, image, { [LABEL.instance]: bench.instance }, place);
  await outside.alsoRun(REGISTRY);
  await until('the registry answers', async () => (await askMirror(MIRROR)).ok);
  const spec = bench.spec(['box'], INSIDE);
  await bench.runtime.prepare(spec.machines);
  await bench.runtime.create(spec, () => {});
  id = spec.id;
  expect((await answers()).exitCode).toBe(0);
  for (const server of [onHost, another])
    await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
}, 300_000);
afterAll(async () => {
  await outside?.stop();
  onHost.close();
  another.close();
});

test('without a way to the internet an image comes through the mirror, again after a reset', async () => {
  expect((await run(PULLED)).output).toContain(KEPT_WORD);
  await bench.runtime.reset(id, 'box');
  expect((await answers()).exitCode).toBe(0);
  expect((await run(PULLED)).output).toContain(KEPT_WORD);
});

test('nothing else opens: not its other ports, no other host, no name, not this host', {
  timeout: 90_000,
}, async () => {
  const { port } = onHost.address() as AddressInfo;
  const near = nearEnd(OUTSIDE);
  const closed = [
    `http://${NEAR}:8080/`,
    `http://${OUTSIDE}:${REGISTRY_PORT}/v2/`,
    `http://${OUTSIDE}:8080/`,
    `http://${near}:${port}/`,
  ];
  for (const url of closed) expect((await fetch(url)).ok, `control: ${url}`).toBe(true);
  expect(await outside.ordinaryContainer(`curl -fsS --max-time 5 ${closed[0]}`), 'control').toBe(0);
  const codes = await Promise.all(closed.map((url) => fetched(url)));
  expect(codes.filter((code) => code !== 0)).toHaveLength(closed.length);
  expect((await run(knock([OUTSIDE, NEAR], 8080, 'beyond'), { user: 'root' })).output).toBe('tried 6\n');
  expect((await run('getent hosts www.outside.test')).exitCode).toBe(2);
  expect(await outside.log()).not.toContain('beyond');
  expect(await fetched(V2)).toBe(0);
});

test('a sandbox without an engine inside does not reach it', async () => {
  const plain = await bench.sandbox();
  expect(await fetched(V2, plain)).not.toBe(0);
  const networks = await engine.networks({ [LABEL.sandbox]: plain });
  expect(networks[0]?.labels[LABEL.mirror]).toBeUndefined();
});

test('on several networks just the first of a machine with an engine opens', async () => {
  const spec = bench.spec(['box', 'db'], INSIDE);
  const [box, db] = spec.machines;
  if (!box || !db) throw new Error('no machines');
  const plain = { ...db, image: 'linux', needs: [], networks: ['back'] };
  const machines = [{ ...box, networks: ['front', 'back'] }, plain];
  await bench.runtime.create({ ...spec, networks: ['front', 'back'], machines }, () => {});
  const reaches = async (machine: string) => {
    const script = `curl -fsS --max-time 3 ${V2}`;
    return (await bench.runtime.run(spec.id, machine, { script, timeoutMs: 20_000 })).exitCode === 0;
  };
  expect([await reaches('box'), await reaches('db')]).toEqual([true, false]);
  const networks = await engine.networks({ [LABEL.sandbox]: spec.id });
  const open = networks.filter(({ labels }) => LABEL.mirror in labels);
  expect(open.map(({ labels }) => labels[LABEL.network])).toEqual(['front']);
});

test('without the setting no machine reaches it, and what was made with it is closed', async () => {
  const before = await outside.log();
  await beside({ mirror: null }, async (other) => {
    expect((await answers(other)).exitCode).toBe(0);
    expect(await fetched(V2, other)).not.toBe(0);
    expect((await run(PULLED, { of: other })).output).not.toContain(KEPT_WORD);
    expect(await fetched(V2)).not.toBe(0); // made with it, by the runtime before
  });
  expect((await outside.log()).slice(before.length)).not.toContain('registry');
  await beside({}, async () => expect(await fetched(V2)).toBe(0));
});

test('it may be named by a name that machines could not ask for', async () => {
  const mirror = readRegistryMirror(`http://cache.test:${REGISTRY_PORT}`);
  await beside({ mirror, lookup: async () => NEAR }, async (other) => {
    expect((await answers(other)).exitCode).toBe(0);
    expect((await run(PULLED, { of: other })).output).toContain(KEPT_WORD);
  });
});

test('it may run on this host: just its port opens', async () => {
  const [port, closed] = [onHost, another].map((server) => (server.address() as AddressInfo).port);
  const at = `http://${nearEnd(OUTSIDE)}`;
  await beside({ mirror: readRegistryMirror(`${at}:${port}`) }, async (other) => {
    expect((await run(`curl -fsS --max-time 5 ${at}:${port}/`, { of: other })).output).toBe('this host');
    expect(await fetched(`${at}:${closed}/`, other)).not.toBe(0);
  });
});

test('a playground with a way to the internet reaches it too, in a range that is closed else', async () => {
  const runtime = make(freshId('t'), { egress: 'open', dns: [NEAR] });
  await runtime.start();
  const spec = { ...bench.spec(['box'], INSIDE), egress: 'open' as const };
  await runtime.prepare(spec.machines);
  await runtime.create(spec, () => {});
  const exit = async (url: string) =>
    (await runtime.run(spec.id, 'box', { script: `curl -fsS --max-time 3 ${url}`, timeoutMs: 20_000 }))
      .exitCode;
  expect([await exit(V2), await exit(`http://${OUTSIDE}:8080/`)]).toEqual([0, 0]);
  expect(await exit(`http://${NEAR}:8080/`)).not.toBe(0);
  await runtime.remove(spec.id);
  await runtime.close();
});

test('a mirror whose name leads nowhere costs the mirror alone, and the log says so', async () => {
  const mirror = readRegistryMirror('https://cache.test');
  const lookup = () => Promise.reject(new Error('ENOTFOUND'));
  await beside({ mirror, lookup }, async (other) =>
    expect((await run('true', { of: other })).exitCode).toBe(0),
  );
  expect(warnings).toContain(
    'made without the registry mirror: The name cache.test has no IPv4 address here (ENOTFOUND)',
  );
});
