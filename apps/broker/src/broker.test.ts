import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type TestBroker, TestSite } from './testing/test-broker.ts';

let site: TestSite;
let b: TestBroker;
beforeAll(async () => {
  site = new TestSite('docker', { SANDLOT_MAX_PER_USER: '1' });
  b = await site.start();
});
/** One test's time is not the next one's. */
const aheadNoMore = () => {
  b.clock.aheadMs = 0;
};
afterAll(async () => {
  await b.end();
  site.remove();
});

test('from Start to a passed task, unasked', async () => {
  const { student, watch, sandboxId } = await b.ready();
  const state = await watch.until((s) => s.tasks[0]?.last?.outcome === 'pending');
  expect(state.tasks[0]?.last?.message).toMatch(/^There is no file .*\/made yet\.$/);
  const terminal = await student.terminal(sandboxId, 'box');
  await terminal.until((t) => t.atPrompt);
  terminal.type('touch ~/made\r');
  const passed = await watch.until((s) => s.tasks[0]?.last?.outcome === 'passed');
  expect(passed.tasks[0]).toMatchObject({
    last: { message: 'There it is.' },
    passedAtMs: expect.any(Number),
  });
  terminal.type('rm ~/made\r');
  const regressed = await watch.until((s) => s.tasks[0]?.last?.outcome === 'pending');
  expect(regressed.tasks[0]?.passedAtMs).toBe(passed.tasks[0]?.passedAtMs);
});

test('checks that misbehave are errors of ours, and the next one runs', async () => {
  const { student, watch, sandboxId } = await b.ready();
  const outcome = async (task: string) => {
    const state = await student.ask<{ tasks: { id: string; last: { outcome: string; message: string } }[] }>(
      'POST',
      `/api/sandboxes/${sandboxId}/check`,
      { task },
    );
    const last = state.tasks.find((t) => t.id === task)?.last;
    return [last?.outcome, last?.message];
  };
  expect(await outcome('hangs')).toEqual([
    'error',
    'The check ran longer than its 1 s on box and was stopped.',
  ]);
  expect(await outcome('floods')).toEqual(['pending', 'not yet']);
  expect(await outcome('broken')).toEqual([
    'error',
    'The check failed with exit code 3: the check itself is wrong',
  ]);
  expect((await outcome('made'))[0]).toBe('pending');
  const { machines } = (await watch.until((s) => s.sandbox?.state === 'ready')).sandbox ?? {};
  expect(machines).toMatchObject([{ name: 'box', state: 'ready', generation: 1 }]);
});

test('a check that kills everything it can reach is an error, and the student goes on', async () => {
  const { student, sandboxId } = await b.ready();
  const terminal = await student.terminal(sandboxId, 'box');
  await terminal.until((t) => t.atPrompt);
  terminal.clear();
  terminal.type('touch ~/really\r');
  await terminal.until((t) => t.atPrompt);
  await student.ask('POST', `/api/sandboxes/${sandboxId}/check`, { task: 'kills' });
  const state = await student.state('trial/one');
  expect(state.tasks.find((t) => t.id === 'kills')?.last).toMatchObject({ outcome: 'error' });
  await student.ask('POST', `/api/sandboxes/${sandboxId}/reset`, {});
  expect((await student.state('trial/one')).sandbox?.machines).toMatchObject([
    { state: 'ready', generation: 2 },
  ]);
});

test('Start pressed twice, and in two tabs, is one sandbox', async () => {
  const student = b.student();
  const first = await student.start('trial/one');
  const [second, third] = await Promise.all([student.start('trial/one'), student.start('trial/one')]);
  expect(new Set([first, second, third].map((s) => s.sandbox?.id)).size).toBe(1);
});

test('a reload gets the same shell, and exactly the bytes it has not got', async () => {
  const { student, sandboxId } = await b.ready();
  const before = await student.terminal(sandboxId, 'box');
  await before.until((t) => t.atPrompt);
  before.type('X=41; for i in $(seq 300); do echo line-$i; done; echo do""ne\r');
  await before.until((t) => /done\r\n/.test(t.text));
  const seq = before.seq;
  const { terminalId } = before;
  before.socket.terminate();
  const again = await student.terminal(sandboxId, 'box', { terminalId: terminalId ?? '', seq: seq - 100 });
  expect(again.frames[0]).toMatchObject({ type: 'welcome', welcome: { seq: seq - 100, resumed: true } });
  await again.until((t) => t.seq >= seq);
  expect(again.bytes.subarray(0, 100)).toEqual(
    before.bytes.subarray(before.bytes.length - 100).subarray(0, 100),
  );
  again.type('echo $((X+1))\r');
  await again.until((t) => /[\r\n]42\r\n/.test(t.text));
});

test('a program that prints without pause stops for a client that does not read, and obeys ^C at once', async () => {
  const { student, sandboxId } = await b.ready();
  const terminal = await student.terminal(sandboxId, 'box');
  await terminal.until((t) => t.atPrompt);
  terminal.acknowledging = false;
  terminal.type('yes\r');
  await terminal.until((t) => t.bytes.length >= 128 * 1024);
  const { length } = terminal.bytes;
  expect(length).toBeLessThan(256 * 1024);
  terminal.type('\u0003');
  terminal.acknowledging = true;
  terminal.send({ type: 'ack', seq: terminal.seq });
  await terminal.until((t) => t.text.includes('^C') && t.atPrompt);
});

test('one person has so many sandboxes, and is told the limit', async () => {
  const { student } = await b.ready();
  await expect(student.start('trial/two')).rejects.toMatchObject({
    status: 429,
    message: 'You have 1 sandboxes, and 1 is the limit for one person. End one of them first.',
  });
  await expect(student.start('trial/nothing')).rejects.toMatchObject({ status: 404 });
});

test('an image that is missing is said before Start, and nothing is started', async () => {
  const student = b.student();
  const host = await student.ask<{ cannotRun: Record<string, { reason: string }> }>('GET', '/api/host');
  const reason = 'Machine ghost needs the image nosuch, and there is no docker/nosuch/Dockerfile here.';
  expect(host.cannotRun).toMatchObject({ ghost: { reason } });
  await expect(student.start('trial/ghost')).rejects.toMatchObject({
    status: 422,
    message: expect.stringContaining(reason),
  });
  expect((await student.state('trial/ghost')).sandbox).toBeNull();
});

test('ends on its limits, says which, and Extend moves them', async () => {
  onTestFinished(aheadNoMore);
  const { student, watch, sandboxId } = await b.ready();
  const before = (await student.state('trial/one')).sandbox;
  const after = (
    await student.ask<{ sandbox: { expiresAtMs: number } }>('POST', `/api/sandboxes/${sandboxId}/extend`, {})
  ).sandbox;
  expect(after.expiresAtMs - (before?.expiresAtMs ?? 0)).toBe(3_600_000);
  b.clock.aheadMs += 3 * 3_600_000 - 5 * 60_000;
  expect((await student.state('trial/one')).sandbox?.expiresSoon).toBe(true);
  b.clock.aheadMs += 6 * 60_000;
  const ended = await watch.until((s) => s.ended !== null, 50_000); // after those of the tests before
  expect(ended.ended).toMatchObject({ reason: 'expired', message: expect.stringContaining('3 h') });
});

test('nobody looks for the idle limit: it ends', async () => {
  onTestFinished(aheadNoMore);
  const { student, watch, sandboxId } = await b.ready();
  const { sandboxes } = b.broker;
  const { userId = '', lesson = '' } = sandboxes.get(sandboxId) ?? {};
  watch.socket.close();
  await expect.poll(() => sandboxes.presence.has(userId, lesson)).toBe(false);
  b.clock.aheadMs += 31 * 60_000;
  // Asking for the state is not having the page open.
  const state = async () => (await student.state('trial/one')).ended;
  await expect
    .poll(state, { timeout: 50_000 })
    .toMatchObject({ reason: 'idle', message: expect.stringContaining('30 min') });
});

test('an admin enters once by a link, sees the sandbox, removes it, and it stands in the audit', async () => {
  const { watch, sandboxId } = await b.ready();
  const admin = await b.admin();
  const seen = await (await admin.watchAdmin()).until((s) => s.sandboxes.some((x) => x.id === sandboxId));
  expect(seen.sandboxes.find((x) => x.id === sandboxId)).toMatchObject({ lessonTitle: 'One', tasksAll: 5 });
  await admin.ask('DELETE', `/api/admin/sandboxes/${sandboxId}`);
  const told = await watch.until((s) => s.ended !== null);
  expect(told.ended).toMatchObject({ reason: 'admin', message: expect.stringContaining('admin') });
  const audit = await admin.ask<{ entries: { action: string; target: string }[] }>('GET', '/api/admin/audit');
  expect(audit.entries[0]).toMatchObject({ action: 'sandbox.remove', target: sandboxId });
  const stranger = b.student();
  await expect(stranger.ask('GET', '/api/admin/state')).rejects.toMatchObject({ status: 401 });
  await expect(stranger.ask('POST', '/api/admin/enter', { token: 'x'.repeat(32) })).rejects.toThrow(
    'used before',
  );
});

test('nobody changes anything from a foreign page', async () => {
  const student = b.student();
  student.claims = 'http://evil.example';
  await expect(student.start('trial/one')).rejects.toMatchObject({ status: 403 });
});

test('a sandbox is its student’s alone', async () => {
  const { sandboxId } = await b.ready();
  const other = b.student();
  await expect(other.ask('POST', `/api/sandboxes/${sandboxId}/extend`, {})).rejects.toMatchObject({
    status: 401,
  });
  await b.ready('trial/one', other);
  await expect(other.ask('POST', `/api/sandboxes/${sandboxId}/extend`, {})).rejects.toMatchObject({
    status: 403,
  });
  await expect(other.ticket(sandboxId, 'box')).rejects.toMatchObject({ status: 403 });
});
