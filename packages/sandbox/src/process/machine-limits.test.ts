import { expect, test } from 'vitest';
import {
  countsPerNamespace,
  DISK_BYTES,
  limitArguments,
  ownHardLimits,
  parseHardLimits,
} from './machine-limits.ts';
import { until, useRuntime } from './test-machine.ts';

const bench = useRuntime();
const FREE = parseHardLimits('');
const spec = { memoryBytes: 1000, pids: 20 };

test('a limit is never over what we may ask for', () => {
  const hard = parseHardLimits(
    'Max processes 5 7 processes\nMax open files 10 99 files\nMax data size unlimited unlimited bytes',
  );
  expect(hard).toEqual({
    'Max processes': 7,
    'Max open files': 99,
    'Max data size': Number.POSITIVE_INFINITY,
  });
  expect(limitArguments(spec, 'student', hard, true)).toEqual([
    '--core=0',
    '--data=1000:1000',
    '--nofile=99:99',
    '--nproc=7:7',
  ]);
  expect(ownHardLimits()['Max open files']).toBeGreaterThan(0);
});

test('processes are bound for the student, where the kernel counts them by machine', () => {
  expect(limitArguments(spec, 'student', FREE, true)).toContain('--nproc=20:20');
  expect(limitArguments(spec, 'root', FREE, true).join()).not.toContain('nproc');
  expect(limitArguments(spec, 'student', FREE, false).join()).not.toContain('nproc');
  expect(['5.10.0-28-amd64', '5.14.0', '6.1.0', '4.19.1'].map(countsPerNamespace)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('the number of processes bites, and checks still run', async () => {
  const id = await bench.sandbox({ pids: 20 });
  const terminal = await bench.terminal(id);
  terminal.type('for i in {1..40}; do sleep 600 & done');
  await terminal.sees(/fork: (retry: )?Resource temporarily unavailable/);
  const count = async () => Number((await bench.run(id, 'pgrep -c sleep')).output);
  expect(await count()).toBeGreaterThan(5);
  expect(await count()).toBeLessThanOrEqual(21);
});

test('the memory of one program bites', async () => {
  const id = await bench.sandbox({ memoryBytes: 64 * 2 ** 20 });
  const take = (mb: number) =>
    bench.run(id, `dd if=/dev/zero of=/dev/null bs=${mb}M count=1`, { user: 'student' });
  expect((await take(32)).exitCode).toBe(0);
  const much = await take(100);
  expect(much.exitCode).toBe(1);
  expect(much.output).toMatch(/memory exhausted/);
});

test('the disk and /dev/shm have an end', async () => {
  const id = await bench.sandbox();
  const fill = (path: string) =>
    bench.run(id, `dd if=/dev/zero of=${path} bs=1M; stat -c %s ${path}; rm ${path}`);
  for (const [path, bytes] of [
    ['/home/student/big', DISK_BYTES],
    ['/tmp/big', DISK_BYTES],
    ['/dev/shm/big', 64 * 2 ** 20],
  ] as const) {
    const { output } = await fill(path);
    expect(output).toContain('No space left on device');
    expect(Number(output.trim().split('\n').at(-1))).toBeLessThanOrEqual(bytes);
  }
  expect((await bench.run(id, 'df -i / | tail -1 | tr -s " " | cut -d" " -f2')).output).toBe('65536\n');
});

test('files that find no room are an error that says so', async () => {
  const id = await bench.sandbox();
  await bench.run(id, 'dd if=/dev/zero of=/tmp/big bs=1M 2>/dev/null');
  const file = { path: '/tmp/more', bytes: Buffer.alloc(2 ** 20), mode: 0o644 };
  await expect(bench.runtime.putFiles(id, 'box', [file])).rejects.toMatchObject({
    code: 'room',
    message: expect.stringMatching(/box has no disk space.*Reset/),
  });
});

test('open files bite', async () => {
  const id = await bench.sandbox();
  expect((await bench.run(id, 'ulimit -n; ulimit -Hn; ulimit -c', { user: 'student' })).output).toBe(
    '1024\n4096\n0\n',
  );
});

test('a killed sleep, and even a killed everything, leaves the machine running', async () => {
  const id = await bench.sandbox();
  const terminal = await bench.terminal(id);
  terminal.type('kill -9 -1');
  await terminal.end();
  await bench.run(id, 'kill -9 -1');
  await until('it can be used', async () => (await bench.run(id, 'echo ok')).output === 'ok\n');
  expect((await bench.runtime.list()).find((one) => one.id === id)?.machines).toMatchObject([
    { running: true },
  ]);
});
