/** The one process that keeps all terminals of an installation: its start, its end, and what is without it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TypedTerminal } from '../contract/typed-terminal.ts';
import { type HostProcess, isRunning, killProcess } from './host-process.ts';
import { until, useRuntime } from './test-machine.ts';

const bench = useRuntime();
const folder = join(bench.dataDir, 'terminals', bench.instance);
const holder = (): HostProcess => JSON.parse(readFileSync(join(folder, 'process.json'), 'utf8'));
const open = async (id: string, name: string) =>
  new TypedTerminal(await bench.runtime.openTerminal(id, 'box', { name, cols: 80, rows: 24 }));

test('one process keeps the terminals of all machines, and none sees another’s', async () => {
  const [one, two] = [await bench.sandbox(), await bench.sandbox()];
  const [first, second] = [await open(one, 'main'), await open(two, 'main')];
  expect([first.pty.durable, second.pty.durable]).toEqual([true, true]);
  expect(first.pty.id).not.toBe(second.pty.id);
  await open(two, 'other');
  const names = async (id: string) => (await bench.runtime.terminals(id, 'box')).map(({ name }) => name);
  expect(await names(one)).toEqual(['main']);
  expect(await names(two)).toEqual(['main', 'other']);
  second.type('echo in""side'); // what has not entered the machine is not ended with it, but fails to enter
  await second.sees(/inside/);
  await bench.runtime.remove(two);
  expect(await second.end()).toBeNull();
  first.type('echo un""hurt');
  await first.sees(/unhurt/);
});

test('it has nothing of our environment, and a shell has none of its files', async () => {
  const id = await bench.sandbox();
  const terminal = await open(id, 'main');
  expect(readFileSync(`/proc/${holder().pid}/environ`, 'utf8')).toBe('');
  await open(id, 'second');
  const files = await open(id, 'third');
  files.type('ls -l /proc/$$/fd | grep -c -- "->"');
  await files.sees(/\D4\r/);
  terminal.pty.kill();
});

test('killed, it takes its terminals along, and the next terminal has a new one', async () => {
  const id = await bench.sandbox();
  const terminal = await open(id, 'main');
  killProcess(holder());
  expect(await terminal.end()).toBeNull();
  await until(
    'what carried it is gone',
    async () => (await bench.run(id, 'pgrep -c script')).output === '0\n',
  );
  const again = await open(id, 'main');
  expect(again.pty.durable).toBe(true);
  again.type('echo ba""ck');
  await again.sees(/back/);
});

test('it ends by itself when no program runs and no broker is there, and not before', async () => {
  for (const id of bench.records.sandboxIds()) await bench.runtime.remove(id);
  const id = await bench.sandbox();
  const runtime = bench.another();
  await bench.runtime.close();
  const pty = await runtime.openTerminal(id, 'box', { name: 'main', cols: 80, rows: 24 });
  expect(pty.durable).toBe(true);
  const process = holder();
  await runtime.close();
  await new Promise((resolve) => setTimeout(resolve, 6000)); // longer than it waits when it has nothing
  expect(isRunning(process)).toBe(true);
  await runtime.remove(id);
  await until('it has ended', () => !isRunning(process), 15_000);
});

test('without it terminals work, and end with who opened them', async () => {
  const id = await bench.sandbox();
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(folder, 'no folder');
  const runtime = bench.another();
  const terminal = new TypedTerminal(
    await runtime.openTerminal(id, 'box', { name: 'main', cols: 80, rows: 24 }),
  );
  expect(terminal.pty.durable).toBe(false);
  terminal.type('echo wo""rks');
  await terminal.sees(/works/);
  expect(await runtime.terminals(id, 'box')).toEqual([]);
  terminal.pty.kill();
  await runtime.close();
});
