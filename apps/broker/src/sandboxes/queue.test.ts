import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestBroker, TestSite } from '../testing/test-broker.ts';

let site: TestSite;
let b: TestBroker;
beforeAll(async () => {
  site = new TestSite('process', { SANDLOT_MAX_SANDBOXES: '1' });
  b = await site.start();
});
afterAll(async () => {
  await b.end();
  site.remove();
});

test('a full host makes students wait in line, tells them their place, and lets them in', async () => {
  const first = await b.ready();
  const [second, third] = [b.student(), b.student()];
  await second.start('trial/one');
  await third.start('trial/one');
  const [watchSecond, watchThird] = [
    await second.watchLesson('trial/one'),
    await third.watchLesson('trial/one'),
  ];
  await watchSecond.until((s) => s.sandbox?.queuePlace === 1);
  const waiting = await watchThird.until((s) => s.sandbox?.queuePlace === 2);
  expect(waiting.sandbox).toMatchObject({ state: 'queued', progress: 'Waiting for room on this host' });
  await first.student.ask('DELETE', `/api/sandboxes/${first.sandboxId}`);
  await watchSecond.until((s) => s.sandbox?.state === 'ready');
  const moved = await watchThird.until((s) => s.sandbox?.queuePlace === 1);
  // Giving up while waiting is an end like any other.
  await third.ask('DELETE', `/api/sandboxes/${moved.sandbox?.id}`);
  const ended = await watchThird.until((s) => s.sandbox === null);
  expect(ended.ended?.reason).toBe('student');
});
