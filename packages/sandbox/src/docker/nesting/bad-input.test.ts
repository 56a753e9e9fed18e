/** What a student may do to an engine of their own: the machine suffers, its neighbour does not, and nothing remains. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { useBench } from '../../contract/bench.ts';
import { until } from '../../contract/typed-terminal.ts';
import { Engine } from '../engine.ts';
import { LABEL } from '../labels.ts';
import { DOCKER, useDataDir, useDocker } from '../test-docker.ts';

const WAYS = ['rootless', 'privileged'];
const MB = 2 ** 20;
const PIDS = 400;
const MACHINE = {
  ...{
    image: 'docker',
    needs: ['engine' as const],
    memoryBytes: 640 * MB,
    pids: PIDS,
    cpus: 0.8,
    diskBytes: 2 ** 30,
  },
};
const engine = new Engine();
const dataDir = useDataDir();

/** Processes of this host that are in one of these containers, however deep. */
const processesOf = (ids: string[]): string[] =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const cgroup = readFileSync(`/proc/${pid}/cgroup`, 'utf8');
      return ids.some((id) => cgroup.includes(id));
    } catch {
      return false; // it has ended
    }
  });
const mountsOf = (names: string[]): string[] =>
  readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .filter((line) => names.some((name) => line.includes(name)));
const availableBytes = (): number =>
  Number(/MemAvailable:\s+(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1024;

describe.each(WAYS)('%s', { timeout: 180_000 }, (way) => {
  const bench = useBench(useDocker({ dataDir, way, trust: 'personal' }), DOCKER);
  let id = '';
  let neighbour = '';
  const run = (script: string, user = 'student', timeoutMs = 60_000) =>
    bench.runtime.run(id, 'box', { script, timeoutMs, user });
  const answers = () => run('docker-engine answers 30', 'root');
  const expectNeighbourWell = async () => {
    const { output } = await bench.runtime.run(neighbour, 'box', { script: 'echo well', timeoutMs: 20_000 });
    expect(output).toBe('well\n');
  };
  const containers = () => engine.containers({ [LABEL.instance]: bench.instance, [LABEL.sandbox]: id });

  beforeAll(async () => {
    await bench.runtime.ensureImage('docker', () => {});
    const specs = [bench.spec(['box'], MACHINE), bench.spec()];
    await bench.runtime.prepare(specs.flatMap(({ machines }) => machines));
    for (const spec of specs) await bench.runtime.create(spec, () => {});
    [id, neighbour] = specs.map((spec) => spec.id) as [string, string];
    expect((await answers()).exitCode).toBe(0);
  }, 300_000);

  test('a fork bomb in a container stops at the limit of the machine', async () => {
    const bomb = ['import os, time', 'while True:', '  try: os.fork()', '  except OSError: time.sleep(0.5)'];
    await run(`docker run -d python:1 python3 -c '${bomb.join('\n')}' >/dev/null`);
    const [container] = await containers();
    await until('it has forked', async () => processesOf([container?.id ?? '']).length > PIDS / 2);
    expect(processesOf([container?.id ?? '']).length).toBeLessThanOrEqual(PIDS);
    await expectNeighbourWell();
    await bench.runtime.reset(id, 'box');
    expect((await answers()).exitCode).toBe(0);
    expect((await run('docker ps -aq')).output).toBe('');
  });

  test('a memory eater in a container is killed within the machine', async () => {
    const before = availableBytes();
    const { output } = await run('docker run --rm box:1 tail /dev/zero; echo "ended with $?"');
    expect(output).toMatch(/ended with (137|125)/);
    expect(before - availableBytes()).toBeLessThan(MACHINE.memoryBytes * 2); // others work beside it
    await expectNeighbourWell();
    await until('the engine answers again', async () => (await answers()).exitCode === 0);
    expect((await run('docker run --rm box:1 echo on')).output).toContain('on');
  });

  test('hundreds of containers: those beyond the limit do not start, and the student reads why', async () => {
    const many =
      'for i in $(seq 200); do docker run -d --network none box:1 sleep 300 >/dev/null 2>>~/why || break; done';
    await run(`${many}; docker ps -q | wc -l; tail -n 1 ~/why`, 'student', 150_000).catch(() => {});
    const [container] = await containers();
    expect(processesOf([container?.id ?? '']).length).toBeLessThanOrEqual(PIDS);
    await expectNeighbourWell();
    await bench.runtime.reset(id, 'box');
    expect((await answers()).exitCode).toBe(0);
  });

  test('when it is removed nothing remains: containers, networks, volumes, mounts, cgroups, processes', async () => {
    await run('docker network create n >/dev/null; docker run -d --network n -v v:/v web:1 >/dev/null');
    const found = await containers();
    const ids = found.map((one) => one.id);
    const volumes = [
      ...(await engine.diskUse({ [LABEL.instance]: bench.instance, [LABEL.sandbox]: id })).values(),
    ].flatMap((one) => one.volumes);
    expect(processesOf(ids).length).toBeGreaterThan(5);
    expect(volumes).toHaveLength(1);
    await bench.runtime.remove(id);
    await until('its processes have ended', async () => processesOf(ids).length === 0);
    expect(await containers()).toEqual([]);
    expect(await engine.networks({ [LABEL.instance]: bench.instance, [LABEL.sandbox]: id })).toEqual([]);
    expect(await engine.hasVolume(volumes[0] ?? '')).toBe(false);
    await until('its mounts have gone', () => mountsOf([...ids, ...volumes]).length === 0);
    await until('its cgroups have gone', () => cgroupsOf(ids).length === 0);
    await expectNeighbourWell();
  });
});

/** Folders of cgroups that are named after one of these containers. */
function cgroupsOf(ids: string[]): string[] {
  const hierarchies = readdirSync('/sys/fs/cgroup', { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  );
  const places = [
    '/sys/fs/cgroup/system.slice',
    ...hierarchies.map(({ name }) => `/sys/fs/cgroup/${name}/docker`),
  ];
  return places.flatMap((place) => {
    try {
      return readdirSync(place).filter((name) => ids.some((id) => name.includes(id)));
    } catch {
      return []; // not where this engine puts them
    }
  });
}
