/** Start out of the pool, in a broker with its database and its HTTP. */
import { expect, onTestFinished, test } from 'vitest';
import { type TestBroker, TestSite } from '../testing/test-broker.ts';

async function pooledBroker(runtime: 'docker' | 'process'): Promise<{ b: TestBroker; site: TestSite }> {
  const site = new TestSite(runtime, { SANDLOT_POOL: 'box=2' });
  const b = await site.start();
  onTestFinished(async () => {
    await b.end();
    site.remove();
  });
  await b.broker.pool.settle();
  return { b, site };
}

const pooledIds = async ({ broker }: TestBroker) =>
  (await broker.runtime.list()).filter(({ userId }) => userId === 'pool').map(({ id }) => id);

test.each(['docker', 'process'] as const)(
  'on %s: the student gets one that was ready, with the lesson on it, and it works as any other',
  async (runtime) => {
    const { b } = await pooledBroker(runtime);
    const before = await pooledIds(b);
    expect(before).toHaveLength(2);
    const { student, watch, sandboxId } = await b.ready();
    expect(before).toContain(sandboxId);
    const terminal = await student.terminal(sandboxId, 'box');
    terminal.type('echo kept > ~/made\r');
    await watch.until((s) => s.tasks[0]?.last?.outcome === 'passed');
    await student.ask('POST', `/api/sandboxes/${sandboxId}/reset`, { machine: 'box' });
    await watch.until((s) => s.sandbox?.machines[0]?.generation === 2);
  },
);

test('eight who start at once have eight, whoever got a pooled one', async () => {
  const { b } = await pooledBroker('process');
  const all = await Promise.all(Array.from({ length: 8 }, () => b.ready()));
  expect(new Set(all.map(({ sandboxId }) => sandboxId)).size).toBe(8);
});

test('a restart keeps what was handed out, and clears away what was not', async () => {
  const site = new TestSite('process', { SANDLOT_POOL: 'box=2' });
  const first = await site.start();
  await first.broker.pool.settle();
  const { student, sandboxId } = await first.ready();
  await first.broker.pool.settle();
  const waiting = await pooledIds(first);
  // As after kill -9: nothing of the pool is given back.
  Object.assign(first.broker.pool, { close: async () => {} });
  await first.broker.stop();
  const second = await site.start();
  const found = await second.broker.runtime.list();
  expect(found.map(({ id }) => id)).toContain(sandboxId);
  expect(found.filter(({ id }) => waiting.includes(id) && id !== sandboxId)).toEqual([]);
  expect(second.broker.sandboxes.get(sandboxId)).toMatchObject({
    userId: expect.not.stringMatching(/^pool$/),
  });
  expect(student).toBeDefined();
  await second.end();
  site.remove();
});
