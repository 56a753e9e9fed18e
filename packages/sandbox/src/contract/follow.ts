/** The contract of follow. */
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { type ContractOptions, type MakeRuntime, useBench } from './bench.ts';
import { until } from './typed-terminal.ts';

const MB = 2 ** 20;

export function followPart(makeRuntime: MakeRuntime, options: ContractOptions): void {
  const bench = useBench(makeRuntime, options);
  let id = '';
  const run = (script: string) => bench.runtime.run(id, 'box', { script, timeoutMs: 20_000 });
  const follow = (script: string, user?: string) =>
    bench.runtime.follow(id, 'box', { command: ['sh', '-c', script, 'followed'], ...(user ? { user } : {}) });
  /** Processes inside that belong to a program that is followed. */
  const left = async () =>
    Number(
      (await run("cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n' | grep -cx '[f]ollowed' || :"))
        .output,
    );
  /** The first that it prints; the rest waits. */
  const first = async (stream: Readable) => {
    const [bytes] = await once(stream, 'data');
    stream.pause();
    return String(bytes);
  };
  beforeAll(async () => {
    id = await bench.sandbox();
  }, 60_000);

  test('what it prints comes as it is printed, and ends with it', async () => {
    const stream = await follow('echo one; until [ -e /tmp/go ]; do sleep 0.05; done; echo two; echo no >&2');
    expect(await first(stream)).toBe('one\n');
    await run('touch /tmp/go');
    expect(await text(stream)).toBe('two\n');
  });

  test('as root or as the student, in the environment of a script, with nothing to read', async () => {
    const script = 'whoami; echo "$HOME"; cat; env | cut -d= -f1 | sort | tr "\\n" " "';
    expect((await text(await follow(script))).split('\n').slice(0, 2)).toEqual(['root', '/root']);
    const [who, home, names = ''] = (await text(await follow(script, options.user))).split('\n');
    expect([who, home]).toEqual([options.user, options.home]);
    expect(names.split(' ')).toEqual(expect.arrayContaining(['HOME', 'LANG', 'PATH', 'STUDENT_USER']));
  });

  test('a program that is not there has printed nothing', async () => {
    const stream = await bench.runtime.follow(id, 'box', { command: ['/no/such/program'] });
    expect(await text(stream)).toBe('');
  });

  test('who reads gets all of it; who does not holds the program up', async () => {
    const script = (mark: string) => `yes 0123456789abcde | head -c ${16 * MB}; touch /tmp/${mark}`;
    const unread = await follow(script('unread'));
    expect((await buffer(await follow(script('read')))).length).toBe(16 * MB);
    expect((await run('ls /tmp/read /tmp/unread 2>/dev/null')).output).toBe('/tmp/read\n');
    expect(unread.readableLength).toBeLessThan(MB);
    expect((await buffer(unread)).length).toBe(16 * MB);
  });

  test('destroying it ends the program with all that it has started', async () => {
    const stream = await follow(
      'sh -c "while :; do sleep 600; done" followed & echo up; sleep 600',
      options.user,
    );
    await first(stream);
    expect(await left()).toBeGreaterThanOrEqual(3);
    stream.destroy();
    await until('all of it has gone', async () => (await left()) === 0);
  });

  test('what a program leaves in its group goes with its end', async () => {
    const stream = await follow('sh -c "while :; do sleep 600; done" followed >/dev/null & echo over');
    expect(await text(stream)).toBe('over\n');
    await until('all of it has gone', async () => (await left()) === 0);
  });

  test('an unknown machine is not_found; one that ends ends the stream, and is stopped', async () => {
    const ask = (machine: string) => bench.runtime.follow(id, machine, { command: ['true'] });
    await expect(ask('nobox')).rejects.toMatchObject({ code: 'not_found' });
    const stream = await follow('echo up; sleep 600');
    await first(stream);
    const ended = text(stream);
    await bench.runtime.run(id, 'box', { script: options.endMachine, timeoutMs: 5000 }).catch(() => {});
    expect(await ended).toBe('');
    const late = (running: Readable) => void running.destroy(); // it was just ending
    await until('it is stopped', () => ask('box').then(late, (error) => error.code === 'stopped'));
    await bench.runtime.remove(id);
    await expect(ask('box')).rejects.toMatchObject({ code: 'not_found' });
  });
}
