/** Machines with an engine of their own, each way that this host can, on a real engine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Need } from '@sandlot/lesson';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshId, useBench } from '../../contract/bench.ts';
import { provisionPlayground } from '../../lesson/provision.ts';
import { sshKeysOf } from '../../lesson/ssh-keys.ts';
import { createDockerRuntime } from '../docker-runtime.ts';
import { Engine } from '../engine.ts';
import { LABEL } from '../labels.ts';
import { DOCKER, imagesDir, useDataDir, useDocker } from '../test-docker.ts';

const WAYS = ['rootless', 'privileged'];
const MB = 2 ** 20;
const engine = new Engine();
const dataDir = useDataDir();

/** Of a runtime that may take this way alone, and has found out what this host can. */
const prepared = async (way: string | null, trust: 'personal' | 'public' = 'personal') => {
  const runtime = createDockerRuntime({ instance: freshId('w'), imagesDir, dataDir, way, trust });
  await runtime.start();
  await runtime.ensureImage('docker', () => {});
  await runtime.prepare(machine(['engine']));
  return runtime;
};
const machine = (needs: Need[]) => [
  {
    ...{ name: 'dev', image: 'docker', user: 'student', users: [], networks: ['lan'], capabilities: [] },
    ...{ memoryBytes: 768 * MB, diskBytes: 2 ** 30, cpus: 1, pids: 1024, needs, kubernetes: 'none' as const },
  },
];

test('what was found is told line by line, and remembered for the next start', {
  timeout: 300_000,
}, async () => {
  const first = await prepared(null);
  const lines = first.prepared();
  expect(lines.map(({ name }) => name)).toEqual([
    'Docker inside: sysbox-runc',
    'Docker inside: rootless',
    'Docker inside: privileged',
  ]);
  expect(lines.filter(({ ok }) => ok).map(({ name }) => name)).not.toEqual([]);
  for (const { ok, reason, remedy } of lines) {
    expect(reason).toMatch(ok ? /^Works: containers run; / : /^Does not work here: /);
    if (!ok) expect(remedy).not.toBe('');
  }
  const kept = JSON.parse(readFileSync(join(dataDir, 'ways.json'), 'utf8'));
  expect(kept.found).toHaveLength(3);
  const second = await prepared(null);
  expect(second.prepared()).toEqual(lines);
  await Promise.all([first.close(), second.close()]);
});

test('a plain runtime that has not tried yet says so, and strangers get no privileged machine', async () => {
  const untried = createDockerRuntime({ instance: freshId('w'), imagesDir });
  expect(untried.cannotRun(machine(['engine']))).toMatchObject({
    reason: expect.stringContaining('still finding out'),
    passing: true,
  });
  expect(untried.cannotRun(machine([]))).toBeNull();
  await untried.close();
  const open = await prepared('privileged', 'public');
  const refusal = open.cannotRun(machine(['engine']));
  expect(refusal?.reason).toMatch(/not for strangers.*SANDLOT_TRUST=public/);
  expect(open.prepared().find(({ name }) => name.endsWith('privileged'))).toMatchObject({ ok: false });
  await open.close();
});

describe.each(WAYS)('%s', (way) => {
  const bench = useBench(useDocker({ dataDir, way, trust: 'personal' }), { ...DOCKER, image: 'docker' });
  let id = '';
  const run = (script: string, user = 'student', timeoutMs = 30_000) =>
    bench.runtime.run(id, 'dev', { script, timeoutMs, user });
  const volumes = async () =>
    [...(await engine.diskUse({ [LABEL.instance]: bench.instance })).values()].flatMap((one) => one.volumes);
  const provision = () => {
    const spec = machine(['engine'])[0];
    if (!spec) throw new Error('no machine');
    const playground = { ssh: false, files: {}, init: {}, waitFor: {} };
    const machines = [{ spec, generation: 1 }];
    const what = { runtime: bench.runtime, sandboxId: id, playground, machines, values: {} };
    return provisionPlayground({ ...what, sshKeys: sshKeysOf(Buffer.alloc(32), id) }, 'dev');
  };

  beforeAll(async () => {
    await bench.runtime.prepare(machine(['engine']));
    expect(bench.runtime.cannotRun(machine(['engine']))).toBeNull();
    const spec = { ...bench.spec(), machines: machine(['engine', 'limits']) };
    id = spec.id;
    await bench.runtime.create(spec, () => {});
    await provision();
  }, 300_000);

  test('the student runs the images that are there, builds another, and none needs a registry', async () => {
    const { output } = await run('docker images --format "{{.Repository}}:{{.Tag}}" | sort');
    expect(output).toBe('box:1\npython:1\nweb:1\n');
    expect((await run('docker run --rm box:1 echo hello')).output).toBe('hello\n');
    const build =
      'mkdir -p ~/b; printf "FROM box:1\\nRUN echo made >/made\\n" >~/b/Dockerfile; docker build -q -t mine ~/b';
    expect((await run(build)).exitCode).toBe(0);
    expect((await run('docker run --rm mine cat /made')).output).toBe('made\n');
  });

  test('a limit on memory bites in a container, and the machine stays', async () => {
    const { output } = await run('docker run --rm --memory 16m box:1 tail /dev/zero; echo $?');
    expect(output).toContain('137');
    expect((await run('docker run --rm box:1 true; echo $?')).output).toBe('0\n');
  });

  test('root of our checks sees the engine, and the namespaces of its containers', async () => {
    await run('docker run -d --name seen box:1 sleep 300');
    const pid = 'p=$(docker inspect -f "{{.State.Pid}}" seen)';
    const { output } = await run(
      `${pid}; readlink /proc/$p/ns/net /proc/1/ns/net; docker rm -f seen >/dev/null`,
      'root',
    );
    const [inside, outside] = output.trim().split('\n');
    expect(inside).toMatch(/^net:\[\d+\]$/);
    expect(outside).not.toBe(inside);
  });

  test('an engine that is killed comes back, with its images', async () => {
    await run('sudo pkill -9 -x dockerd || pkill -9 -x dockerd');
    expect((await run('docker-engine answers 60', 'root', 90_000)).exitCode).toBe(0);
    expect((await run('docker run --rm mine cat /made')).output).toBe('made\n');
  });

  test('a reset gives a clean engine of the same way, and nothing of the old one stays', async () => {
    const before = await volumes();
    expect(before).toHaveLength(1);
    await bench.runtime.reset(id, 'dev');
    await provision();
    expect((await run('docker images -q mine')).output).toBe('');
    const after = await volumes();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
    const [container] = await engine.containers({ [LABEL.instance]: bench.instance, [LABEL.machine]: 'dev' });
    expect(container?.labels[LABEL.way]).toBe(way);
    await bench.runtime.remove(id);
    expect(await volumes()).toEqual([]);
  });
});
