/** Every limit and fence of hardening.ts, seen from inside a real machine while it bites. */
import { beforeAll, describe, expect, test } from 'vitest';
import { useBench } from '../contract/bench.ts';
import { until } from '../contract/typed-terminal.ts';
import type { RuntimeEvent } from '../runtime.ts';
import { type CAPABILITIES, hardened, OPEN_FILES } from './hardening.ts';
import { DOCKER, useDocker } from './test-docker.ts';

const MB = 2 ** 20;
const LIMITS = { memoryBytes: 64 * MB, cpus: 0.5, pids: 40 };
const bench = useBench(useDocker(), DOCKER);
let id = '';
beforeAll(async () => {
  const spec = bench.spec(['box'], LIMITS);
  id = spec.id;
  await bench.runtime.create(spec, () => {});
}, 60_000);

const run = (script: string, user = 'root') =>
  bench.runtime.run(id, 'box', { script, timeoutMs: 20_000, user });
const python = (source: string, user?: string) => run(`python3 - <<'PYTHON'\n${source}\nPYTHON`, user);
/** Contents of a cgroup file of the machine: its cgroup v1 place, or else its v2 name. */
const cgroup = async (v1: string, v2: string) =>
  (await run(`cd /sys/fs/cgroup; cat ${v1} 2>/dev/null || cat ${v2} 2>/dev/null`)).output.trim();

describe('limits', () => {
  test('memory: an eater is killed, the machine stays and is not told as stopped', async () => {
    const events: RuntimeEvent[] = [];
    const stop = bench.runtime.onEvent((event) => event.type === 'stopped' && events.push(event));
    const eater = await run('python3 -c "x = bytearray(200 * 2**20)"; echo "eater: $?"');
    expect(eater.output).toContain('eater: 137');
    expect((await run('echo alive')).output).toBe('alive\n');
    const found = (await bench.runtime.list()).find((sandbox) => sandbox.id === id);
    expect(found?.machines).toMatchObject([{ running: true, message: null }]);
    expect(events).toEqual([]);
    stop();
  });

  test('memory and swap: the limit is the one of the spec, and swap adds nothing', async () => {
    expect(await cgroup('memory/memory.limit_in_bytes', 'memory.max')).toBe(String(LIMITS.memoryBytes));
    const swap = await cgroup('memory/memory.memsw.limit_in_bytes', 'memory.swap.max');
    expect([String(LIMITS.memoryBytes), '0']).toContain(swap);
  });

  test('pids: a fork bomb stops at the limit and the machine stays usable', async () => {
    const { output } = await python(
      [
        'import os, time',
        'n = 0',
        'try:',
        '    while n < 500:',
        '        if os.fork() == 0: time.sleep(1); os._exit(0)',
        '        n += 1',
        'except OSError as error: print(error.strerror)',
        'print(n)',
      ].join('\n'),
    );
    const [why, children] = output.trim().split('\n');
    expect(why).toBe('Resource temporarily unavailable');
    expect(Number(children)).toBeGreaterThan(10);
    expect(Number(children)).toBeLessThan(LIMITS.pids);
    await until('its children have ended', async () => (await run('pgrep -c python3')).output === '0\n');
  });

  test('cpu: the quota is half of a period', async () => {
    const v1 = 'cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us';
    const [quota, period] = (await cgroup(v1, 'cpu.max')).split(/\s+/).map(Number);
    expect((quota ?? 0) / (period ?? 1)).toBe(LIMITS.cpus);
  });

  test('cpu: more than the host has is what the host has', async () => {
    const spec = bench.spec(['box'], { cpus: 512 });
    await bench.runtime.create(spec, () => {});
  });

  test('nofile: a process runs out of files, and root cannot ask for more', async () => {
    const { output } = await python(
      [
        'import resource',
        'files = []',
        'try:',
        '    while True: files.append(open("/dev/null"))',
        'except OSError as error: print(error.strerror, len(files) + 3)',
        `try: resource.setrlimit(resource.RLIMIT_NOFILE, (${OPEN_FILES * 2}, ${OPEN_FILES * 2}))`,
        'except ValueError as error: print("refused")',
      ].join('\n'),
    );
    expect(output).toBe(`Too many open files ${OPEN_FILES}\nrefused\n`);
  });

  test('no core dumps, a small /dev/shm, and first to go when the host has no memory', async () => {
    expect((await run('ulimit -c; cat /proc/1/oom_score_adj')).output).toBe('0\n500\n');
    const { output } = await run(
      'head -c 40000000 /dev/zero >/dev/shm/big; stat -c %s /dev/shm/big; rm /dev/shm/big',
    );
    expect(output).toContain('No space left on device');
    expect(Number(output.trim().split('\n').at(-1))).toBeLessThanOrEqual(32 * MB);
  });
});

test('whatever asks for outside names is asked on loopback, which never leaves', () => {
  const spec = bench.spec().machines[0];
  expect(spec && hardened(spec, 1)).toMatchObject({ Dns: ['127.0.0.1'] });
  expect(spec && hardened(spec, 1, [], ['192.0.2.1'])).toMatchObject({ Dns: ['192.0.2.1'] });
});

describe('fences', () => {
  const CAPABILITY_NUMBERS: Record<(typeof CAPABILITIES)[number], bigint> = {
    CHOWN: 0n,
    DAC_OVERRIDE: 1n,
    FOWNER: 3n,
    FSETID: 4n,
    KILL: 5n,
    SETGID: 6n,
    SETUID: 7n,
    NET_BIND_SERVICE: 10n,
    SYS_CHROOT: 18n,
    AUDIT_WRITE: 29n,
  };

  test('root has the listed capabilities and no other, and seccomp is on', async () => {
    const { output } = await run(
      'sed -n "s/^CapBnd:\\t//p; s/^CapEff:\\t//p; s/^Seccomp:\\t//p" /proc/self/status',
    );
    const mask = Object.values(CAPABILITY_NUMBERS).reduce((sum, bit) => sum | (1n << bit), 0n);
    const hex = mask.toString(16).padStart(16, '0');
    expect(output).toBe(`${hex}\n${hex}\n2\n`);
  });

  test.each([
    ['mounting', 'mount -t tmpfs none /mnt'],
    ['remounting', 'mount -o remount,rw /sys'],
    ['device nodes', 'mknod /tmp/disk b 8 0'],
    ['new namespaces', 'unshare --mount true'],
    ['new user namespaces', 'unshare --user true'],
    ['network settings', 'ip addr add 10.1.2.3/24 dev eth0'],
    ['routes', 'ip route add 10.9.0.0/24 dev eth0'],
    ['kernel settings', 'sysctl -w kernel.hostname=other'],
    ['network settings by file', 'echo 0 >/proc/sys/net/ipv6/conf/all/disable_ipv6'],
    ['the clock', 'date -s 12:00'],
    ['the kernel log', 'dmesg'],
    ['raw packets', 'python3 -c "import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)"'],
    ['raw IP', 'python3 -c "import socket; socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)"'],
    ['kernel memory', 'head -c1 /proc/kcore | grep -q .'],
    ['cgroup changes', 'mkdir "$(ls -d /sys/fs/cgroup/memory || echo /sys/fs/cgroup)/mine"'],
    ['more processor time', 'renice -n -5 -p $$'],
  ])('%s: refused, even to root', async (_, script) => {
    expect((await run(`${script} >/dev/null 2>&1`)).exitCode).not.toBe(0);
    expect((await run(`command -v ${script.split(' ')[0]} >/dev/null`)).exitCode).toBe(0);
  });

  test('what a server login needs works', async () => {
    const script = [
      'sudo -n id -u',
      'sudo -n -u root chown root: /home/student/.profile && stat -c %U ~/.profile',
      'ping -c1 -W2 127.0.0.1 >/dev/null && echo ping',
      'strace -o /dev/null true && echo strace',
      'sudo -n chroot / true && echo chroot',
      'sudo -n python3 -c "import socket; socket.socket().bind((\'\', 80))" && echo port',
    ];
    const { output } = await run(script.join('\n'), 'student');
    expect(output).toBe('0\nroot\nping\nstrace\nchroot\nport\n');
  });

  test('nothing of the host is mounted but the files that the engine gives', async () => {
    const { output } = await run('cat /proc/self/mountinfo');
    const mounts = output
      .trim()
      .split('\n')
      .map((line) => ({ place: line.split(' ')[4] ?? '', type: line.split(' - ')[1]?.split(' ')[0] ?? '' }));
    const kernels = ['proc', 'sysfs', 'tmpfs', 'devpts', 'mqueue', 'cgroup', 'cgroup2'];
    const others = mounts.filter(({ type }) => !kernels.includes(type)).map(({ place }) => place);
    const given = ['/', '/etc/hostname', '/etc/hosts', '/etc/resolv.conf', '/run/sandlot'];
    expect(
      others.filter((place) => !given.includes(place) && !/^\/(usr\/)?s?bin\/docker-init$/.test(place)),
    ).toEqual([]);
  });

  test('the folder of the holder is read-only, even to root, and holds a program and our socket at most', async () => {
    const { output } = await run('grep " /run/sandlot " /proc/self/mountinfo; ls -A /run/sandlot');
    const [mount = '', ...names] = output.trim().split('\n');
    expect(mount.split(' ')[5]?.split(',')).toContain('ro');
    expect(names.filter((name) => name !== 's')).toEqual(['holder']);
    for (const script of [
      'ln -s /etc/shadow /run/sandlot/link',
      'mkfifo /run/sandlot/pipe',
      'echo x >/run/sandlot/file',
      'echo x >>/run/sandlot/holder',
      'rm /run/sandlot/holder',
      'mv /run/sandlot/holder /run/sandlot/s',
      'chmod 777 /run/sandlot',
      'touch /run/sandlot',
      'mount -o remount,rw,bind /run/sandlot',
      'umount /run/sandlot',
      'python3 -c "import socket; socket.socket(socket.AF_UNIX).bind(\'/run/sandlot/mine\')"',
    ]) {
      expect((await run(script)).exitCode, script).not.toBe(0);
    }
    expect((await run('ls -A /run/sandlot')).output).toBe(`${names.join('\n')}\n`);
  });

  test('no engine socket, and no socket of the host at all', async () => {
    const { output } = await run(
      'find / -xdev -type s 2>/dev/null; ls /run/docker.sock /var/run/docker.sock',
    );
    expect(output.split('\n').filter((line) => line.startsWith('/'))).toEqual([]);
  });

  test('process 1 is an init that buries orphans', async () => {
    expect((await run('cat /proc/1/comm')).output).toMatch(/docker-init|tini/);
    await run('sh -c "sleep 0.01 &"');
    await until('no zombies', async () => !(await run('ps -eo stat')).output.includes('Z'));
  });
});
