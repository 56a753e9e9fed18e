import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { freshId } from '../contract/bench.ts';
import { TypedTerminal } from '../contract/typed-terminal.ts';
import type { SandboxSpec } from '../runtime.ts';
import { pidNamespace, processesIn } from './host-process.ts';
import { processesNaming, testSpec, until, useRuntime } from './test-machine.ts';

const bench = useRuntime();
const MODULE = pathToFileURL(join(import.meta.dirname, 'process-runtime.ts')).href;

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Another process that makes a sandbox, says a word, and goes on. */
function broker(spec: SandboxSpec, before: string, after: string) {
  const options = { instance: bench.instance, dataDir: bench.dataDir };
  const code = `
    import { createProcessRuntime } from ${JSON.stringify(MODULE)};
    const runtime = createProcessRuntime(${JSON.stringify(options)});
    ${before}
    await runtime.create(${JSON.stringify(spec)}, () => {});
    ${after}
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

test('a broker killed by -9 loses nothing: the next one has the same terminal', async () => {
  const spec = testSpec();
  const child = broker(
    spec,
    '',
    `await runtime.markReady('${spec.id}', 'box');
     const pty = await runtime.openTerminal('${spec.id}', 'box', { name: 'main', cols: 80, rows: 24 });
     pty.onData(() => {});
     pty.write(Buffer.from('echo kept >~/kept; sleep 7100\\r'));
     console.log('made');`,
  );
  await once(child.stdout, 'data');
  const sleeps = async () => (await bench.run(spec.id, 'pgrep -fxc "sleep 7100"')).output === '1\n';
  await until('the program runs', sleeps);
  child.kill('SIGKILL');
  await once(child, 'exit');

  const found = (await bench.runtime.list()).find((one) => one.id === spec.id);
  expect(found?.machines).toMatchObject([{ generation: 1, ready: true, running: true, message: null }]);
  expect((await bench.run(spec.id, 'cat ~student/kept')).output).toBe('kept\n');
  expect(await bench.runtime.terminals(spec.id, 'box')).toEqual([{ name: 'main', note: '' }]);
  const pty = await bench.runtime.openTerminal(spec.id, 'box', { name: 'main', cols: 80, rows: 24 });
  const terminal = new TypedTerminal(pty);
  await terminal.sees(/sleep 7100/);
  await until('it is seen', async () => (await pty.foreground()).program === 'sleep');
  pty.kill();
  expect(await terminal.end()).toBeNull();
  await until('it has hung up', async () => !(await sleeps()));
  await until(
    'what carried it is gone',
    async () => (await bench.run(spec.id, 'ps -o stat= -C script | grep -v Z')).output === '',
  );

  const events: unknown[] = [];
  bench.runtime.onEvent((event) => events.push(event));
  await bench.run(spec.id, 'kill 1');
  await until('an adopted machine’s end is told', () => events.length > 0);
  expect(events).toMatchObject([{ type: 'stopped', sandboxId: spec.id, generation: 1 }]);
});

test('killed at any moment of create, it leaves no machine that is not on record', async () => {
  for (let ms = 0; ms <= 60; ms += 5) {
    const spec = testSpec({ name: freshId('m') });
    const child = broker(spec, `console.log('begin');`, '');
    await once(child.stdout, 'data');
    await delay(ms); // the moment of the crash is what this test varies
    child.kill('SIGKILL');
    await once(child, 'exit');
    const name = spec.machines[0]?.name ?? '';
    await until(`what runs after ${ms} ms is on record`, async () => {
      if (processesNaming(name).length === 0) return true;
      const found = (await bench.runtime.list()).find((one) => one.id === spec.id);
      return found?.machines.some((machine) => machine.running);
    });
    await bench.runtime.remove(spec.id);
    await until('nothing runs', () => processesNaming(name).length === 0);
  }
  await bench.another().start();
  expect(
    readdirSync(join(bench.dataDir, 'machines', bench.instance)).filter((name) => name.startsWith('.')),
  ).toEqual([]);
}, 180_000);

test('remove leaves no process, no mount and no folder', async () => {
  const mounts = () =>
    readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .filter((line) => line.includes('sandlot')).length;
  const before = mounts();
  const name = freshId('m');
  const spec = testSpec({ name });
  await bench.runtime.create(spec, () => {});
  const pid = bench.records.machine(spec.id, name)?.init?.pid ?? 0;
  const namespace = pidNamespace(pid);
  const pty = await bench.runtime.openTerminal(spec.id, name, { name: 'main', cols: 80, rows: 24 });
  pty.write(Buffer.from('sleep 7200 & setsid sleep 7201 & nohup sleep 7202 &\r'));
  const long = bench.runtime.run(spec.id, name, { script: 'sleep 7203', timeoutMs: 60_000 });
  const sleeps = { script: 'pgrep -fxc "sleep 720[0-3]"', timeoutMs: 20_000 };
  await until('all run', async () => (await bench.runtime.run(spec.id, name, sleeps)).output === '4\n');
  expect(processesNaming(name).length).toBeGreaterThan(0);
  await bench.runtime.remove(spec.id);
  expect(processesIn(namespace)).toEqual([]);
  expect((await long).exitCode).toBeNull();
  await until('bwrap has ended', () => processesNaming(name).length === 0);
  expect(mounts()).toBe(before);
  expect(readdirSync(join(bench.dataDir, 'machines', bench.instance))).not.toContain(spec.id);
});

test('a student who stops what carries the terminal holds up nothing', async () => {
  const id = await bench.sandbox();
  const terminal = await bench.terminal(id);
  terminal.type('kill -STOP $PPID');
  await until('it is stopped', async () =>
    (await bench.run(id, 'ps -o stat= -C script')).output.startsWith('T'),
  );
  expect(await bench.runtime.reset(id, 'box')).toBe(2);
  expect(await terminal.end()).toBeNull();
});

test('a machine that is on record but was never made is half-made, and reset makes it', async () => {
  const id = await bench.sandbox();
  await bench.runtime.reset(id, 'box');
  const record = bench.records.machine(id, 'box');
  if (!record?.init) throw new Error('no record');
  const seen = async () => (await bench.runtime.list()).find((one) => one.id === id)?.machines[0];
  bench.records.putMachine(id, 'box', { ...record, init: null });
  expect(await seen()).toMatchObject({
    generation: 2,
    running: false,
    message: expect.stringMatching(/not finished.*Reset/),
  });
  await expect(bench.run(id, 'true')).rejects.toMatchObject({ code: 'stopped' });

  bench.records.putMachine(id, 'box', { ...record, init: { ...record.init, bootId: 'before' } });
  expect(await seen()).toMatchObject({
    running: false,
    message: expect.stringMatching(/host was restarted.*Reset/),
  });
  bench.records.putMachine(id, 'box', record);
  expect(await seen()).toMatchObject({ running: true });
});

test('a process that has a dead machine’s number is neither taken for it nor ended', async () => {
  const id = await bench.sandbox();
  const record = bench.records.machine(id, 'box');
  if (!record?.init) throw new Error('no record');
  await bench.run(id, 'kill 1');
  const innocent = spawn('sleep', ['600']);
  children.push(innocent);
  await once(innocent, 'spawn');
  bench.records.putMachine(id, 'box', { ...record, init: { ...record.init, pid: Number(innocent.pid) } });
  expect((await bench.runtime.list()).find((one) => one.id === id)?.machines).toMatchObject([
    { running: false },
  ]);
  await bench.runtime.remove(id);
  expect(innocent.exitCode ?? innocent.signalCode).toBeNull();
});

test('a sandbox is made once; a second of that name leaves it alone', async () => {
  const spec = testSpec();
  await bench.runtime.create(spec, () => {});
  await expect(bench.runtime.create(spec, () => {})).rejects.toThrow(/already/);
  expect((await bench.run(spec.id, 'echo here')).output).toBe('here\n');
});

test('a machine that does not come up is an error, and nothing of it stays', async () => {
  const spec = testSpec({ name: 'x'.repeat(80) });
  await expect(bench.runtime.create(spec, () => {})).rejects.toMatchObject({
    code: 'stopped',
    message: expect.stringMatching(/could not be started: bwrap: /),
  });
  expect((await bench.runtime.list()).some((one) => one.id === spec.id)).toBe(false);
  expect(processesNaming('x'.repeat(80))).toEqual([]);
});
