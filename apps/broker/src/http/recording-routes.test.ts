import type { LessonState, Recordings } from '@sandlot/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Student } from '../testing/student.ts';
import { type TestBroker, TestSite } from '../testing/test-broker.ts';

let site: TestSite;
let b: TestBroker;
beforeEach(async () => {
  site = new TestSite('process');
  b = await site.start();
});
afterEach(async () => {
  await b.end();
  site.remove();
});

const switchTo = (student: Student, sandboxId: string, recording: boolean, name = 'main') =>
  student.ask<LessonState>('PATCH', `/api/sandboxes/${sandboxId}/terminals/box/${name}`, { recording });
const since = (state: LessonState) => state.sandbox?.machines[0]?.terminals[0]?.recordingSinceMs ?? null;
const list = async (student: Student) => (await student.ask<Recordings>('GET', '/api/recordings')).recordings;
const cast = async (student: Student, id: string) => {
  const answer = await fetch(`${student.origin}/api/recordings/${id}`, { headers: student.headers });
  const text = await answer.text();
  expect(answer.headers.get('content-length')).toBe(`${Buffer.byteLength(text)}`);
  const [header, ...events] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const printed = events
    .filter((e) => e[1] === 'o')
    .map((e) => e[2])
    .join('');
  return { answer, header, events, printed };
};

test('switched on, shown to all, switched off, replayed: what was typed at a silent prompt is not in it', async () => {
  const { student, sandboxId, watch } = await b.ready();
  const terminal = await student.terminal(sandboxId, 'box');
  await terminal.until((t) => t.atPrompt);
  terminal.type("echo be''fore\r");
  await terminal.until((t) => /before\r\n/.test(t.text) && t.atPrompt);
  expect(await list(student)).toEqual([]);
  const began = since(await switchTo(student, sandboxId, true));
  expect(began).toBeGreaterThan(Date.now() - 60_000);
  await watch.until((s) => since(s) === began);
  expect(since(await switchTo(student, sandboxId, true))).toBe(began);
  terminal.type("stty -echo; echo si''lent; read -r secret; stty echo; echo re''ad\r");
  await terminal.until((t) => /[\r\n]silent\r\n/.test(t.text));
  await expect
    .poll(async () => (await cast(student, (await list(student))[0]?.id ?? '')).printed)
    .toContain('read -r secret');
  terminal.type('hunter2\r');
  await terminal.until((t) => t.text.includes('\r\nread\r\n') || /[\r\n]read\r\n/.test(t.text));
  expect(await list(student)).toMatchObject([{ running: true, machine: 'box', terminal: 'main' }]);
  expect(since(await switchTo(student, sandboxId, false))).toBeNull();
  await switchTo(student, sandboxId, false);
  terminal.type("echo af''ter\r");
  await terminal.until((t) => t.text.includes('after\r\n'));
  const [one, ...others] = await list(student);
  expect(others).toEqual([]);
  expect(one).toMatchObject({ running: false, lesson: 'trial/one', startedAtMs: began });
  const { answer, header, events, printed } = await cast(student, one?.id ?? '');
  expect(answer.headers.get('content-type')).toBe('application/x-asciicast');
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="trial-one-box-[\d-]+\.cast"/,
  );
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(header).toMatchObject({ version: 2, width: 80, height: 24, title: 'trial/one: box, main' });
  expect(events[0]?.[2]).toContain('before');
  expect(printed).toContain('read\r\n');
  expect(printed).not.toContain('hunter2');
  expect(printed).not.toContain('after');
});

test('the sandbox ends, and its recordings stay until they are removed', async () => {
  const { student, sandboxId } = await b.ready();
  const terminal = await student.terminal(sandboxId, 'box');
  await terminal.until((t) => t.atPrompt);
  await switchTo(student, sandboxId, true);
  await student.ask('DELETE', `/api/sandboxes/${sandboxId}`);
  const [one] = await list(student);
  expect(one).toMatchObject({ running: false });
  expect((await cast(student, one?.id ?? '')).events.length).toBeGreaterThan(0);
  const left = await student.ask<Recordings>('DELETE', `/api/recordings/${one?.id}`);
  expect(left.recordings).toEqual([]);
  await expect(student.ask('DELETE', `/api/recordings/${one?.id}`)).rejects.toMatchObject({ status: 404 });
});

test('removing one that goes on stops it, and every page sees that', async () => {
  const { student, sandboxId, watch } = await b.ready();
  await student.terminal(sandboxId, 'box');
  await switchTo(student, sandboxId, true);
  const [one] = await list(student);
  await watch.until((s) => since(s) !== null);
  await student.ask('DELETE', `/api/recordings/${one?.id}`);
  await watch.until((s) => since(s) === null);
});

test('a program that floods ends its recording at the limit, which the list names', async () => {
  const { student, sandboxId, watch } = await b.ready();
  const terminal = await student.terminal(sandboxId, 'box');
  await terminal.until((t) => t.atPrompt);
  terminal.onOutput = () => {};
  await switchTo(student, sandboxId, true);
  await watch.until((s) => since(s) !== null);
  terminal.type('yes a line that fills a recording soon\r');
  await watch.until((s) => since(s) === null);
  terminal.type('\u0003');
  const [one] = await list(student);
  expect(one?.bytes).toBeLessThanOrEqual(8 * 1024 * 1024);
  expect(one).toMatchObject({ running: false, why: expect.stringContaining('as large as one may be, 8 MB') });
});

test('after a restart of the broker it goes on with its terminal, or is finished without', async () => {
  const { student, sandboxId } = await b.ready();
  const terminal = await student.terminal(sandboxId, 'box');
  await terminal.until((t) => t.atPrompt);
  const began = since(await switchTo(student, sandboxId, true));
  terminal.type("echo be''fore\r");
  await terminal.until((t) => /before\r\n/.test(t.text) && t.atPrompt);
  const { durable } = (await student.state('trial/one')).sandbox?.machines[0]?.terminals[0] ?? {};
  await b.broker.stop();
  b = await site.start();
  const back = b.student();
  for (const [name, value] of student.cookies) back.cookies.set(name, value);
  if (durable) {
    await expect.poll(async () => since(await back.state('trial/one'))).toBe(began);
    const again = await back.terminal(sandboxId, 'box');
    again.type("echo af''ter\r");
    await again.until((t) => t.text.includes('after\r\n'));
    await switchTo(back, sandboxId, false);
  }
  await expect.poll(() => list(back)).toMatchObject([{ running: false, startedAtMs: began }]);
  const { printed } = await cast(back, (await list(back))[0]?.id ?? '');
  expect(printed).toContain('before');
  if (durable) expect(printed).toContain('after');
});

test('nobody else’s, and nothing without a cookie or from a foreign page', async () => {
  const { student, sandboxId } = await b.ready();
  await student.terminal(sandboxId, 'box');
  await switchTo(student, sandboxId, true);
  await switchTo(student, sandboxId, false);
  const path = `/api/recordings/${(await list(student))[0]?.id}`;
  const stranger = b.student();
  await expect(list(stranger)).rejects.toMatchObject({ status: 401 });
  await expect(stranger.ask('GET', path)).rejects.toMatchObject({ status: 401 });
  await stranger.start('trial/two');
  expect(await list(stranger)).toEqual([]);
  await expect(stranger.ask('GET', path)).rejects.toMatchObject({ status: 404 });
  await expect(stranger.ask('DELETE', path)).rejects.toMatchObject({ status: 404 });
  await expect(student.ask('GET', '/api/recordings/..%2f..%2fsandlot.db')).rejects.toMatchObject({
    status: 404,
  });
  student.claims = 'http://evil.example';
  await expect(student.ask('DELETE', path)).rejects.toMatchObject({ status: 403 });
});
