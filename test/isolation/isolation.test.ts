/**
 * A hostile student in each kind of machine that this host can make, with every power that there is to be had in it. For
 * plain and rootless machines all attempts fail; for nearly privileged ones OPEN says which do not, and docs/security.md
 * says so in plain words. Lest one fail for another reason than a fence, each is tried without any, too.
 */
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { Capability, Need } from '@sandlot/lesson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshId, useBench } from '../../packages/sandbox/src/contract/bench.ts';
import { until } from '../../packages/sandbox/src/contract/typed-terminal.ts';
import { bridgeName } from '../../packages/sandbox/src/docker/bridge-guard.ts';
import { Engine } from '../../packages/sandbox/src/docker/engine.ts';
import { imageTag } from '../../packages/sandbox/src/docker/image-folder.ts';
import { knock } from '../../packages/sandbox/src/docker/knock.ts';
import { LABEL } from '../../packages/sandbox/src/docker/labels.ts';
import { DOCKER, imagesDir, useDocker } from '../../packages/sandbox/src/docker/test-docker.ts';
import { ATTEMPTS } from './attempts.ts';
import { Bait } from './bait.ts';
import { HostSide } from './host-side.ts';
import { KEY_ATTEMPTS } from './key-attempts.ts';
import { knock6, SPOOFED_MAC, spoof } from './network-attempts.ts';

/** Attempts that succeed in a nearly privileged machine. */
const OPEN = [
  "a device node of the host's disk",
  "the host's core pattern",
  "the host's module loader",
  'the SysRq trigger',
  'the uevent helper',
  '/proc mounted anew',
  "more of the machine's own memory",
  'a kernel module',
  'another kernel to boot',
  'kernel memory',
  'the kernel log',
  "a file of the host's disk by its number",
  ...KEY_ATTEMPTS.map(({ name }) => name),
  'the host by IPv6',
];

interface Kind {
  way: string | null;
  image: string;
  needs: Need[];
  /** The most that a playground may give it. */
  capabilities: Capability[];
  open: string[];
}
const KINDS: Kind[] = [
  { way: null, image: 'linux', needs: [], capabilities: ['NET_ADMIN'], open: [] },
  { way: 'rootless', image: 'docker', needs: ['engine'], capabilities: ['NET_ADMIN'], open: [] },
  { way: 'privileged', image: 'docker', needs: ['engine'], capabilities: [], open: OPEN },
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

const engine = new Engine();
let bait: Bait;
let host: HostSide;

beforeAll(async () => {
  const { rootDir } = await engine.info();
  bait = await Bait.lay(rootDir);
  // One of an instance that nobody has, so that the engine's list shows one at least.
  const labels = { [LABEL.instance]: freshId('i') };
  host = await HostSide.start(engine, await imageTag(imagesDir, 'linux'), labels);
  await host.keepKey(bait.canaries.word);
}, 180_000);
afterAll(async () => {
  bait?.clear();
  await host?.stop();
});

describe('without a fence', () => {
  test.each(ATTEMPTS)('$name is reached', async ({ where = '/proc', script }) => {
    const output = await host.run(`${script(bait.canaries)}\necho TRIED`);
    const marked = bait.takeMark();
    expect(output).toContain('TRIED');
    if (existsSync(where)) expect(marked || output.includes('REACHED')).toBe(true);
  });
});

describe.each(KINDS)('a machine made by way $way', ({ way, image, needs, capabilities, open }) => {
  const bench = useBench(useDocker({ way, trust: 'personal' }), { ...DOCKER, image });
  let id = '';
  let other = '';
  const run = (script: string) =>
    bench.runtime.run(id, 'box', { script, timeoutMs: 60_000, user: 'student' });

  beforeAll(async () => {
    const spec = bench.spec(['box'], { needs, capabilities, memoryBytes: 768 * 2 ** 20, pids: 1024 });
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

  const bridgeOf = async (sandbox: string) =>
    bridgeName((await engine.networks({ [LABEL.sandbox]: sandbox }))[0]?.id ?? '');

  /** Each with the name of the power that it takes. */
  const powers = (script: string): [string, string][] => [
    ['as the student', script],
    ['with sudo', sudo(script)],
    ...(way ? [['from a container', container(script)] as [string, string]] : []),
  ];

  /** Whether the attempt is one that succeeds here. */
  const isOpen = (name: string, where = '/proc') => open.includes(name) && existsSync(where);

  test.each(ATTEMPTS)('$name', async ({ name, where, script }) => {
    const reached: string[] = [];
    for (const [power, attempt] of powers(`${script(bait.canaries)}\necho TRIED`)) {
      const { output } = await run(attempt);
      expect(output, power).toContain('TRIED');
      if (output.includes('REACHED')) reached.push(power);
    }
    if (bait.takeMark()) reached.push('a mark on the host');
    if (isOpen(name, where)) expect(reached).not.toEqual([]);
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
    expect(await (await fetch(`http://${mine[0]}:${bait.port}/control`)).text()).toBe('host');
    for (const [power, attempt] of powers(
      `${knock(mine, bait.port, 'sandbox')}\n${knock([theirs], 8080, 'other')}`,
    )) {
      const { output } = await run(attempt);
      expect(output, power).toContain(`tried ${mine.length * 3}\ntried 3\n`);
      expect(output, power).not.toContain('reached');
    }
    expect(bait.heard).toContain('/control');
    expect(bait.heard.filter((one) => one.includes('sandbox'))).toEqual([]);
  });

  test('the host by IPv6', async () => {
    const bridge = await bridgeOf(id);
    const addresses = Object.entries(networkInterfaces()).flatMap(([name, all]) =>
      (all ?? []).filter(
        ({ family, internal, address }) =>
          family === 'IPv6' && !internal && (name === bridge || !address.startsWith('fe80:')),
      ),
    );
    const zoned = addresses.map(({ address, scopeid }) =>
      address.startsWith('fe80:') ? `${address}%${bridge}` : `${address}${scopeid ? `%${scopeid}` : ''}`,
    );
    // A new bridge makes sure for a moment that nobody else has its address.
    for (const one of zoned) await until(`the host answers at ${one}`, () => bait.answers(one));
    const word = `six${way}`;
    let reached = false;
    for (const [power, attempt] of powers(
      knock6(
        addresses.map(({ address }) => address),
        bait.port,
        word,
      ),
    )) {
      const { output } = await run(attempt);
      expect(output, power).toContain('TRIED');
      reached ||= output.includes('REACHED');
    }
    reached ||= bait.heard.some((one) => one.includes(word));
    const near = addresses.some(({ address }) => address.startsWith('fe80:'));
    expect(reached).toBe(isOpen('the host by IPv6') && near);
  });

  test('the frames of a neighbour, and its addresses', async () => {
    const inOther = async (script: string) =>
      (await bench.runtime.run(other, 'box', { script, timeoutMs: 20_000 })).output;
    const mac = (await inOther('cat /sys/class/net/eth0/address')).trim();
    const theirs = (await bench.runtime.addresses(other)).box?.lan ?? '';
    // Nobody has this one; the neighbour asks for it again and again, and all on its network hear that.
    const absent = theirs.replace(/\d+$/, (last) => String((Number(last) & ~15) + 13));
    await inOther(`setsid ping -i 0.2 ${absent} >/dev/null 2>&1 &`);
    for (const [power, attempt] of powers(spoof(mac, absent))) {
      const { output } = await run(attempt);
      expect(output, power).toContain('TRIED');
      expect(output, power).not.toContain('REACHED');
    }
    expect(await inOther('cat /proc/net/arp')).not.toContain(SPOOFED_MAC);
    expect(await host.run(spoof(mac, absent, [await bridgeOf(other)]))).toContain('REACHED');
    expect(await inOther('cat /proc/net/arp')).toContain(SPOOFED_MAC);
    await inOther('pkill -x ping');
  });
});
