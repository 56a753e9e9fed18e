/**
 * A hostile student in each kind of machine that this host can make, with every power that there is to be had in it. For
 * plain and rootless machines all attempts fail; for nearly privileged ones OPEN says which do not, and docs/security.md
 * says so in plain words.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Need } from '@sandlot/lesson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshId, useBench } from '../../packages/sandbox/src/contract/bench.ts';
import { Engine } from '../../packages/sandbox/src/docker/engine.ts';
import { imageTag } from '../../packages/sandbox/src/docker/image-folder.ts';
import { knock } from '../../packages/sandbox/src/docker/knock.ts';
import { DOCKER, imagesDir, useDocker } from '../../packages/sandbox/src/docker/test-docker.ts';
import { ATTEMPTS, type Canaries } from './attempts.ts';
import { HostSide } from './host-side.ts';

/** Attempts that succeed in a nearly privileged machine, where the host's kernel has what they are after. */
const OPEN: Record<string, string> = {
  "a device node of the host's disk": '/proc',
  "the host's core pattern": '/proc/sys/kernel/core_pattern',
  "the host's module loader": '/proc/sys/kernel/modprobe',
  'the SysRq trigger': '/proc/sysrq-trigger',
  'the uevent helper': '/sys/kernel/uevent_helper',
  '/proc mounted anew': '/proc',
  "more of the machine's own memory": '/proc',
  'a kernel module': '/proc/modules',
  'another kernel to boot': '/sys/kernel/kexec_loaded',
  'kernel memory': '/proc/kcore',
  'the kernel log': '/proc',
  "a key of another's": '/proc/keys',
  'a session keyring, of which the host gives each user id only so many': '/proc/keys',
};

const WAYS: { way: string | null; image: string; needs: Need[]; open: Record<string, string> }[] = [
  { way: null, image: 'linux', needs: [], open: {} },
  { way: 'rootless', image: 'docker', needs: ['engine'], open: {} },
  { way: 'privileged', image: 'docker', needs: ['engine'], open: OPEN },
];

/** A container of the student's with all that its engine gives; its programs are the machine's. */
const container = (
  script: string,
) => `for with in "--privileged --pid host" "--cap-add ALL --security-opt seccomp=unconfined"; do
  docker run --rm -i $with --network host -v /:/machine box:1 chroot /machine sh -s <<'SCRIPT' && break
${script}
SCRIPT
done`;
const sudo = (script: string) => `sudo -n sh -s <<'SCRIPT'\n${script}\nSCRIPT`;

/** `major minor`, as mknod takes it. */
const deviceOf = (dev: bigint) => `${(dev >> 8n) & 0xfffn} ${(dev & 0xffn) | ((dev >> 12n) & 0xfff00n)}`;

const engine = new Engine();
const heard: string[] = [];
const web = createServer((request, response) => {
  heard.push(request.url ?? '');
  response.end('host');
});
let folder = '';
let host: HostSide;
let canaries: Canaries;
let sleeper: ChildProcess;
let port = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandlot-isolation-'));
  const word = `canary${randomBytes(8).toString('hex')}`;
  const file = join(folder, 'word');
  writeFileSync(file, word, { mode: 0o644 });
  sleeper = spawn('sleep', ['3600'], { env: { PATH: process.env.PATH, CANARY: word }, stdio: 'ignore' });
  await new Promise<void>((done) => web.listen(0, '0.0.0.0', done));
  port = (web.address() as { port: number }).port;
  host = await HostSide.start(engine, await imageTag(imagesDir, 'linux'), {
    'sandlot.isolation': freshId('i'),
  });
  const { rootDir } = await engine.info();
  canaries = { word, file, disk: deviceOf(statSync(rootDir, { bigint: true }).dev) };
  await host.keepKey(word);
}, 180_000);
afterAll(async () => {
  sleeper?.kill();
  web.close();
  await host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the canaries are there', async () => {
  expect(readFileSync(canaries.file, 'utf8')).toBe(canaries.word);
  expect(readFileSync(`/proc/${sleeper.pid}/environ`, 'utf8')).toContain(`CANARY=${canaries.word}`);
  expect(canaries.disk).toMatch(/^\d+ \d+$/);
  expect(await host.findsKey(canaries.word)).toBe(true);
});

describe.each(WAYS)('a machine made by way $way', ({ way, image, needs, open }) => {
  const bench = useBench(useDocker({ way, trust: 'personal' }), { ...DOCKER, image });
  let id = '';
  let other = '';
  const run = (script: string) =>
    bench.runtime.run(id, 'box', { script, timeoutMs: 60_000, user: 'student' });

  beforeAll(async () => {
    const spec = bench.spec(['box'], { needs, memoryBytes: 768 * 2 ** 20, pids: 1024 });
    const neighbour = bench.spec(['box']);
    neighbour.machines[0] = { ...neighbour.machines[0], image: 'linux' } as (typeof neighbour.machines)[0];
    await bench.runtime.prepare(spec.machines);
    expect(bench.runtime.cannotRun(spec.machines)).toBeNull();
    for (const one of [spec, neighbour]) await bench.runtime.create(one, () => {});
    [id, other] = [spec.id, neighbour.id];
    if (way)
      expect(
        (await bench.runtime.run(id, 'box', { script: 'docker-engine answers 60', timeoutMs: 70_000 }))
          .exitCode,
      ).toBe(0);
  }, 300_000);

  /** Each with the name of the power that it takes. */
  const powers = (script: string): [string, string][] => [
    ['as the student', script],
    ['with sudo', sudo(script)],
    ...(way ? [['from a container', container(script)] as [string, string]] : []),
  ];

  test.each(ATTEMPTS)('$name', async ({ name, script }) => {
    const reached: string[] = [];
    for (const [power, attempt] of powers(`${script(canaries)}\necho TRIED`)) {
      const { output } = await run(attempt);
      expect(output, power).toContain('TRIED');
      if (output.includes('REACHED')) reached.push(power);
    }
    if (existsSync(`${canaries.file}.mark`)) reached.push('a mark on the host');
    if (existsSync(open[name] ?? '')) expect(reached).not.toEqual([]);
    else expect(reached).toEqual([]);
  });

  test('the host and the neighbour over the network', async () => {
    const addresses = await bench.runtime.addresses(other);
    const theirs = addresses.box?.lan ?? '';
    const serve =
      'cd /srv; setsid python3 -m http.server 8080 >/dev/null 2>&1 & curl -fsS --retry 50 --retry-connrefused --retry-delay 0 http://127.0.0.1:8080/';
    expect((await bench.runtime.run(other, 'box', { script: serve, timeoutMs: 20_000 })).exitCode).toBe(0);
    const v4 = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const mine = v4
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address);
    expect(await (await fetch(`http://${mine[0]}:${port}/control`)).text()).toBe('host');
    for (const [power, attempt] of powers(
      `${knock(mine, port, 'sandbox')}\n${knock([theirs], 8080, 'other')}`,
    )) {
      const { output } = await run(attempt);
      expect(output, power).toContain(`tried ${mine.length * 3}\ntried 3\n`);
      expect(output, power).not.toContain('reached');
    }
    expect(heard).toContain('/control');
    expect(heard.filter((one) => one.includes('sandbox'))).toEqual([]);
  });
});
