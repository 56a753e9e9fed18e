/** The contract of run and putFiles. */
import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { RunRequest } from '../runtime.ts';
import { type ContractOptions, type MakeRuntime, useBench } from './bench.ts';

export function runPart(makeRuntime: MakeRuntime, options: ContractOptions): void {
  const bench = useBench(makeRuntime, options);
  let id = '';
  beforeAll(async () => {
    id = await bench.sandbox();
  }, 60_000);
  const run = (script: string, request: Partial<RunRequest> = {}) =>
    bench.runtime.run(id, 'box', { script, timeoutMs: 20_000, ...request });

  test.each([0, 1, 3, 124])('exit code %i comes back, and is no timeout', async (code) => {
    const result = await run(`exit ${code}`);
    expect(result).toMatchObject({ exitCode: code, timedOut: false, output: '', truncated: false });
    expect(result.durationMs).toBeGreaterThan(0);
  });

  test('both outputs come in their order', async () => {
    const { output } = await run('for i in 1 2 3; do echo "out $i"; echo "err $i" >&2; done; echo ünï');
    expect(output).toBe('out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\nünï\n');
  });

  test('a script killed by a signal is not a success', async () => {
    expect((await run('kill -KILL $$')).exitCode).not.toBe(0);
  });

  test('runs as root in a small, fixed environment with what was asked for', async () => {
    const { output } = await run('id -u; env | cut -d= -f1 | sort | tr "\\n" " "', { env: { ANSWER: '42' } });
    const [uid, names = ''] = output.split('\n');
    expect(uid).toBe('0');
    const shells = ['PWD', 'SHLVL', 'OLDPWD', '_'];
    const rest = names.split(' ').filter((name) => name && !shells.includes(name));
    expect(rest).toEqual(['ANSWER', 'HOME', 'LANG', 'PATH', 'STUDENT_HOME', 'STUDENT_USER']);
    const answer = `it's "so" $HOME\nand more`;
    expect((await run('printf %s "$ANSWER"', { env: { ANSWER: answer } })).output).toBe(answer);
  });

  test('knows the student', async () => {
    const { output } = await run('echo "$STUDENT_USER $STUDENT_HOME"');
    expect(output).toBe(`${options.user} ${options.home}\n`);
  });

  test('runs as another user when asked', async () => {
    const { output } = await run('whoami; echo $HOME', { user: options.user });
    expect(output).toBe(`${options.user}\n${options.home}\n`);
  });

  test('nothing of the script shows in the process list', async () => {
    const { output } = await run(
      '# hidden-word\ncat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | grep -ac "[h]idden-word"',
    );
    expect(output).toBe('0\n');
  });

  test('a script that reads standard input finds no terminal and ends', async () => {
    expect((await run('test -t 0 && exit 9\nexit 4')).exitCode).toBe(4);
    expect((await run('cat\necho after')).output).toBe('after\n');
  });

  test('a script over its time is ended, even one that ignores TERM', async () => {
    const polite = await run('echo before; sleep 60', { timeoutMs: 1000 });
    expect(polite).toMatchObject({ exitCode: 124, timedOut: true, output: 'before\n' });
    expect(polite.durationMs).toBeLessThan(30_000);
    const stubborn = await run("trap '' TERM; while :; do sleep 1; done", { timeoutMs: 1000 });
    expect(stubborn).toMatchObject({ exitCode: 124, timedOut: true });
    expect(stubborn.durationMs).toBeLessThan(30_000);
  });

  test('a program left behind that holds the output does not hold the result', async () => {
    const result = await run('setsid sleep 300 & echo left');
    expect(result.output).toContain('left');
    expect(result.durationMs).toBeLessThan(9500);
  });

  test('output over the limit is thrown away and the script goes on', async () => {
    const result = await run('yes 0123456789 | head -c 3000000; echo end; exit 7', {
      outputLimitBytes: 1000,
    });
    expect(result).toMatchObject({ exitCode: 7, truncated: true, timedOut: false });
    expect(Buffer.byteLength(result.output)).toBeLessThanOrEqual(1000);
    expect(result.output.startsWith('0123456789\n')).toBe(true);
    const byDefault = await run('yes 0123456789 | head -c 200000');
    expect(byDefault.truncated).toBe(true);
    expect(Buffer.byteLength(byDefault.output)).toBeLessThanOrEqual(64 * 1024);
  });

  test('a script longer than a pipe holds runs whole', async () => {
    const filler = `# ${'x'.repeat(1000)}\n`.repeat(300);
    expect((await run(`${filler}echo whole`)).output).toBe('whole\n');
  });

  test('ten scripts at once keep their outputs apart', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, (_, i) => run(`echo ${i}; exit ${i}`)));
    expect(results.map((result) => result.exitCode)).toEqual([...Array(10).keys()]);
    expect(results.map((result) => result.output)).toEqual([...Array(10).keys()].map((i) => `${i}\n`));
  });

  test('an unknown machine is not_found', async () => {
    await expect(bench.runtime.run(id, 'nobox', { script: 'true', timeoutMs: 1000 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('files arrive whole, with folders, mode and owner', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31) % 256);
    await bench.runtime.putFiles(id, 'box', [
      { path: '/tmp/contract/deep/er/data', bytes, mode: 0o644 },
      { path: `${options.home}/bin dir/tool`, bytes: Buffer.from('#!/bin/sh\necho tool\n'), mode: 0o755 },
      { path: `${options.home}/empty`, bytes: new Uint8Array(0), mode: 0o644 },
    ]);
    const sum = await run(
      'sha256sum </tmp/contract/deep/er/data; stat -c "%a %U" /tmp/contract/deep/er/data',
    );
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(sum.output).toBe(`${hash}  -\n644 root\n`);
    const tool = await run(
      'cd ~; "bin dir/tool"; stat -c "%a %U" . "bin dir" "bin dir/tool" empty; cat empty',
      {
        user: options.user,
      },
    );
    const [said, , ...owners] = tool.output.trim().split('\n');
    expect(said).toBe('tool');
    expect(owners).toEqual([`755 ${options.user}`, `755 ${options.user}`, `644 ${options.user}`]);
  });

  test('files are replaced, and no files are no error', async () => {
    const put = (text: string) =>
      bench.runtime.putFiles(id, 'box', [{ path: '/tmp/twice', bytes: Buffer.from(text), mode: 0o644 }]);
    await put('a longer first');
    await put('second');
    await bench.runtime.putFiles(id, 'box', []);
    expect((await run('cat /tmp/twice')).output).toBe('second');
  });

  test('files for an unknown machine are not_found', async () => {
    const file = { path: '/tmp/x', bytes: Buffer.from('x'), mode: 0o644 };
    await expect(bench.runtime.putFiles('neverwas', 'box', [file])).rejects.toMatchObject({
      code: 'not_found',
    });
  });
}
