import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { outerUidOf } from './machines.ts';
import { useRuntime } from './test-machine.ts';

const bench = useRuntime();
const SECRET = `secret-${process.pid}-${Date.now()}`;
let id = '';

beforeAll(async () => {
  process.env.SANDLOT_TEST_SECRET = SECRET;
  id = await bench.sandbox();
}, 30_000);

describe.each(['root', 'student'])('a script as %s', (user) => {
  const run = async (script: string) => (await bench.run(id, script, { user })).output;

  test('finds nothing of our environment in any process of the machine', async () => {
    expect(await run('cat /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n" | grep -c secret-')).toBe('0\n');
  });

  test('has no descriptors of ours', async () => {
    expect(await run('ls /proc/$$/fd')).toMatch(/^0\n1\n(10\n)?2\n$/); // 10 is the shell's own
  });

  test('sees the machine alone: no account, home, socket or folder of the host', async () => {
    writeFileSync(join(bench.dataDir, 'visible'), 'x');
    chmodSync(join(bench.dataDir, 'visible'), 0o644);
    const paths = [
      '/etc/shadow',
      '/etc/sudoers',
      '/run/docker.sock',
      '/var/run/docker.sock',
      '/sys/kernel',
      bench.dataDir,
      process.cwd(),
      process.execPath.startsWith('/usr/') ? '/boot' : process.execPath,
    ];
    expect(await run(paths.map((path) => `test -e '${path}' && echo '${path}'`).join('\n'))).toBe('');
    expect(await run('ls /home')).toBe('student\n');
  });

  test('sees no process of the host', async () => {
    const all = await run('for d in /proc/[0-9]*; do tr "\\0" " " <$d/cmdline; echo; done');
    expect(all).toContain('/bin/sh /init');
    expect(all).not.toMatch(/node|vitest|bwrap/);
  });

  test('cannot write the host’s programs', async () => {
    const output = await run('echo x >/usr/bin/ls; echo x >/usr/sandlot-was-here; rm /usr/bin/true; true');
    expect(output.match(/Read-only file system/g)).toHaveLength(3);
    expect(existsSync('/usr/sandlot-was-here')).toBe(false);
  });

  test('cannot change the host’s kernel', async () => {
    const before = readFileSync('/proc/sys/kernel/panic', 'utf8');
    expect(await run('echo 7 >/proc/sys/kernel/panic')).toMatch(/Permission denied/);
    expect(readFileSync('/proc/sys/kernel/panic', 'utf8')).toBe(before);
  });

  test('has no network but its own loopback', async () => {
    expect(await run('tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d " "')).toBe('lo\n');
  });

  test('gains nothing by programs that are root’s', async () => {
    expect(await run('grep NoNewPrivs /proc/self/status')).toBe('NoNewPrivs:\t1\n');
  });
});

test('to the host, a machine’s users are never its root, nor any account when we are root', () => {
  const status = readFileSync(`/proc/${bench.init(id)}/status`, 'utf8');
  const uids = /^Uid:\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)$/m.exec(status)?.slice(1).map(Number);
  const own = process.getuid?.() ?? 0;
  const outer = outerUidOf(`${bench.instance}/${id}/box/1`) ?? own;
  expect(uids).toEqual([outer, outer, outer, outer]);
  expect(outer).not.toBe(0);
  const map = readFileSync(`/proc/${bench.init(id)}/uid_map`, 'utf8')
    .trim()
    .split(/\s+/)
    .map(Number);
  expect(map).toEqual([0, outer, 1]);
  if (own === 0) expect(outer).toBeGreaterThanOrEqual(2_000_000_000);
});

test('as root each machine has a number of its own, as a plain user there is only the own one', () => {
  const numbers = ['a/s1/box/1', 'a/s1/box/2', 'a/s2/box/1', 'b/s1/box/1'].map((label) =>
    outerUidOf(label, 0),
  );
  expect(new Set(numbers).size).toBe(4);
  expect(Math.min(...numbers.map(Number))).toBeGreaterThanOrEqual(2_000_000_000);
  expect(Math.max(...numbers.map(Number))).toBeLessThan(2_147_000_000);
  expect(outerUidOf('a/s1/box/1', 1000)).toBeNull();
});

test('the student has no power over the machine and cannot look into its scripts', async () => {
  const asStudent = (script: string) => bench.run(id, script, { user: 'student' });
  expect((await asStudent('grep CapEff /proc/self/status')).output).toBe('CapEff:\t0000000000000000\n');
  for (const script of [
    'mount -t tmpfs x /mnt',
    'hostname other',
    'echo x >/etc/passwd',
    'ls /root',
    'touch /x',
  ]) {
    expect((await asStudent(script)).exitCode, script).not.toBe(0);
  }
  expect((await asStudent('stat -c "%a %U" / /etc /etc/passwd /init ~')).output).toBe(
    '555 student\n555 student\n444 student\n444 student\n755 student\n',
  );
  const check = bench.run(id, 'sleep 2; exit 5');
  const spied = await asStudent(
    'for p in $(pgrep -x sh); do cat /proc/$p/environ /proc/$p/fd/0 2>&1; done; pgrep -xc sleep',
  );
  expect(spied.output).toMatch(/denied/);
  expect(spied.output).not.toMatch(/STUDENT_HOME=.*STUDENT_HOME=/s);
  expect((await check).exitCode).toBe(5);
});

test('root of the machine may write where the student may not', async () => {
  expect((await bench.run(id, 'echo hello >/etc/motd && mkdir /srv/www && cat /etc/motd')).output).toBe(
    'hello\n',
  );
});

test('a terminal’s environment is a login’s and nothing else', async () => {
  const terminal = await bench.terminal(id);
  terminal.type('env | cut -d= -f1 | sort | tr "\\n" " "; ls /proc/$$/fd | tr "\\n" " "; echo do""ne');
  const shown = (await terminal.sees(/([A-Z_ ]{20,}) ((?:\d+ )+)done/)) ?? [];
  const names = shown[1]
    ?.trim()
    .split(' ')
    .filter((name) => !['_', 'OLDPWD', 'SHLVL', 'PWD'].includes(name));
  expect(names).toEqual(['COLORTERM', 'HOME', 'LANG', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER']);
  expect(shown[2]).toMatch(/^0 1 2 (255 )?$/);
  terminal.pty.kill();
});

test('two machines see nothing of each other', async () => {
  const other = await bench.sandbox();
  await bench.run(id, 'touch /tmp/mine; setsid sleep 8123 >/dev/null 2>&1 &');
  expect((await bench.run(other, 'ls /tmp; pgrep -f "slee[p] 8123"')).output).toBe('');
});
