/** What the operator's limits on machines, memory and the way out do to a student who presses Start. */
import { afterEach, expect, test } from 'vitest';
import { type TestBroker, TestSite } from '../testing/test-broker.ts';

const open: { site: TestSite; b: TestBroker }[] = [];
async function broker(settings: Record<string, string>): Promise<TestBroker> {
  const site = new TestSite('docker', settings);
  const b = await site.start();
  open.push({ site, b });
  return b;
}
afterEach(async () => {
  for (const { site, b } of open.splice(0)) {
    await b.end();
    site.remove();
  }
}, 60_000);

interface Host {
  cannotRun: Record<string, { reason: string; remedy: string }>;
}

test.each([
  {
    settings: { SANDLOT_MAX_MACHINE_MEMORY: '64MiB' },
    lesson: 'playgrounds/box',
    reason: 'Machine box asks for 128MiB of memory, and SANDLOT_MAX_MACHINE_MEMORY allows 64MiB.',
    remedy: 'An admin can raise it, or its author lower "memory" in the playground.',
  },
  {
    settings: { SANDLOT_MAX_MACHINES: '1' },
    lesson: 'playgrounds/pair',
    reason: 'It has 2 machines, and SANDLOT_MAX_MACHINES allows 1.',
    remedy: 'An admin can raise it, or its author split the playground in two.',
  },
  {
    settings: {},
    lesson: 'playgrounds/outward',
    reason: 'Its machines want a way to the internet (egress: open), and this installation gives none.',
    remedy: 'An admin allows it with SANDLOT_EGRESS=open.',
  },
])('$lesson is refused before Start: $reason', async ({ settings, lesson, reason, remedy }) => {
  const b = await broker(settings);
  const student = b.student();
  const { cannotRun } = await student.ask<Host>('GET', '/api/host');
  expect(cannotRun[lesson.replace('playgrounds/', '')]).toEqual({ reason, remedy });
  await expect(student.start(lesson)).rejects.toMatchObject({ status: 422, message: `${reason} ${remedy}` });
  expect(await b.broker.runtime.list()).toEqual([]);
});

test('a way out that the operator allows is no reason against Start', async () => {
  const b = await broker({ SANDLOT_EGRESS: 'open' });
  const { cannotRun } = await b.student().ask<Host>('GET', '/api/host');
  expect(Object.keys(cannotRun)).toEqual(['ghost']);
});

test('processor and processes are lowered to the caps, and stay so over a reset', async () => {
  const b = await broker({
    SANDLOT_MAX_MACHINE_CPUS: '0.25',
    SANDLOT_MAX_MACHINE_PIDS: '64',
    SANDLOT_MAX_MACHINE_MEMORY: '128MiB',
    SANDLOT_MAX_MACHINES: '1',
  });
  const { student, watch, sandboxId } = await b.ready('playgrounds/box');
  const spec = async () => (await b.broker.runtime.list())[0]?.machines[0]?.spec;
  const lowered = { cpus: 0.25, pids: 64, memoryBytes: 128 * 2 ** 20 };
  expect(await spec()).toMatchObject(lowered);
  await student.ask('POST', `/api/sandboxes/${sandboxId}/reset`, {});
  await watch.until(
    (s) => s.sandbox?.machines[0]?.generation === 2 && s.sandbox.machines[0].state === 'ready',
  );
  expect(await spec()).toMatchObject(lowered);
});

test('a sandbox of two machines takes the room of two, also when a new broker finds it', async () => {
  const site = new TestSite('docker', { SANDLOT_MAX_MEMORY: '384MiB' });
  let b = await site.start();
  const admin = await b.admin();
  const limit = async () => (await admin.ask<{ limit: number }>('GET', '/api/admin/state')).limit;
  await b.ready('playgrounds/pair');
  expect(await limit()).toBe(1);
  await b.broker.stop();

  b = await site.start();
  open.push({ site, b });
  const small = await b.ready('playgrounds/box');
  const late = b.student();
  await late.start('playgrounds/box');
  const watch = await late.watchLesson('playgrounds/box');
  const waiting = await watch.until((s) => s.sandbox?.queuePlace === 1);
  expect(waiting.sandbox).toMatchObject({ state: 'queued', progress: 'Waiting for room on this host' });
  await small.student.ask('DELETE', `/api/sandboxes/${small.sandboxId}`);
  await watch.until((s) => s.sandbox?.state === 'ready');
});
