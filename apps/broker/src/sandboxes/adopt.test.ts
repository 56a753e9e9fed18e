import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { FoundSandbox } from '@sandlot/sandbox';
import { expect, onTestFinished, test } from 'vitest';
import { Student } from '../testing/student.ts';
import { TestSite } from '../testing/test-broker.ts';
import { judge } from './adopt.ts';

const main = path.resolve(import.meta.dirname, '../main.ts');

/** A broker in a process of its own, that can be killed. */
async function spawnBroker(site: TestSite): Promise<{ child: ChildProcess; origin: string }> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...site.environment, SANDLOT_LOG: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('no stdout');
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, port } = JSON.parse(line);
    if (msg === 'listening') return { child, origin: `http://127.0.0.1:${port}` };
  }
  throw new Error('the broker ended');
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

const runtimes = ['docker', 'process'] as const;

test.each(runtimes)('kill -9 on %s: what was ready is adopted, and nothing is left over', async (runtime) => {
  const site = new TestSite(runtime);
  let { child, origin } = await spawnBroker(site);
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) await kill(child);
    site.remove();
  });
  const student = new Student(origin);
  await student.start('trial/one');
  const watch = await student.watchLesson('trial/one');
  const { sandbox } = await watch.until((s) => s.sandbox?.state === 'ready');
  const id = sandbox?.id ?? '';
  await student.ask('POST', `/api/sandboxes/${id}/reset`, { machine: 'box' });
  const terminal = await student.terminal(id, 'box');
  terminal.type('echo kept > ~/made\r');
  await watch.until((s) => s.tasks[0]?.last?.outcome === 'passed');
  // Another one is killed while it is being made.
  const late = new Student(origin);
  await late.start('trial/one');
  await kill(child);

  ({ child, origin } = await spawnBroker(site));
  const again = new Student(origin);
  for (const [name, value] of student.cookies) again.cookies.set(name, value);
  const watchAgain = await again.watchLesson('trial/one');
  const state = await watchAgain.until((s) => s.tasks[0]?.last?.outcome === 'passed');
  expect(state.sandbox).toMatchObject({ id, state: 'ready', machines: [{ state: 'ready', generation: 2 }] });
  expect(state.tasks[0]?.passedAtMs).not.toBeNull();
  const shell = await again.terminal(id, 'box');
  shell.type('cat ~/made\r');
  await shell.until((t) => /[\r\n]kept\r\n/.test(t.text));

  const admin = new Student(origin);
  await admin.becomeAdmin(site.internal);
  const before = await admin.ask<{ sandboxes: { state: string }[] }>('GET', '/api/admin/state');
  for (const s of before.sandboxes) expect(s.state).toBe('ready');
  const after = await admin.ask<{ sandboxes: unknown[] }>('DELETE', '/api/admin/sandboxes');
  expect(after.sandboxes).toEqual([]);
});

const found = (machines: Partial<FoundSandbox['machines'][number]>[]): FoundSandbox =>
  ({
    expected: ['m1', 'm2'],
    machines: machines.map((m) => ({ running: true, generation: 1, ...m })),
  }) as FoundSandbox;
const m = (name: string, ready: boolean, generation = 1) =>
  ({ spec: { name }, ready, generation }) as Partial<FoundSandbox['machines'][number]>;

test('whole ones are adopted, half-made ones removed, half-reset machines made anew', () => {
  expect(judge(found([m('m1', true), m('m2', true)]))).toEqual({ adopt: true, remake: [] });
  expect(judge(found([]))).toEqual({ adopt: false });
  expect(judge(found([m('m1', false), m('m2', false)]))).toEqual({ adopt: false });
  expect(judge(found([m('m1', true)]))).toEqual({ adopt: true, remake: ['m2'] });
  expect(judge(found([m('m1', true), m('m2', true), m('m2', false, 2)]))).toEqual({
    adopt: true,
    remake: ['m2'],
  });
});
