import type { Foreground, LessonState } from '@sandlot/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestBroker, TestSite } from '../testing/test-broker.ts';

let site: TestSite;
let b: TestBroker;
beforeAll(async () => {
  site = new TestSite('process');
  b = await site.start();
});
afterAll(async () => {
  await b.end();
  site.remove();
});

const pathOf = (sandboxId: string, name = 'main', machine = 'box') =>
  `/api/sandboxes/${sandboxId}/terminals/${machine}/${name}`;
const terminals = (state: LessonState) => state.sandbox?.machines[0]?.terminals ?? [];

test('tells who has the keyboard: the shell, or a program of it', async () => {
  const { student, sandboxId } = await b.ready();
  const terminal = await student.terminal(sandboxId, 'box');
  await terminal.until((t) => t.atPrompt);
  const ask = () => student.ask<Foreground>('GET', pathOf(sandboxId));
  await expect.poll(ask).toMatchObject({ shell: true });
  terminal.type('sleep 100\r');
  await expect.poll(ask).toEqual({ shell: false, program: 'sleep' });
  terminal.type('\u0003');
  await expect.poll(ask).toMatchObject({ shell: true });
});

test('a title is given, trimmed and taken back, and every page sees it', async () => {
  const { student, sandboxId, watch } = await b.ready();
  await student.terminal(sandboxId, 'box');
  const patch = (title: string) => student.ask<LessonState>('PATCH', pathOf(sandboxId), { title });
  expect(terminals(await patch('  Logs é '))).toMatchObject([{ name: 'main', title: 'Logs é' }]);
  await watch.until((s) => terminals(s)[0]?.title === 'Logs é');
  expect(terminals(await patch(''))).toMatchObject([{ name: 'main', title: null }]);
  await expect(patch('x'.repeat(41))).rejects.toMatchObject({ status: 400, code: 'bad_request' });
  await expect(student.ask('PATCH', pathOf(sandboxId), { colour: 'red' })).rejects.toMatchObject({
    status: 400,
  });
});

test('closing one hangs up its program, and the others stay', async () => {
  const { student, sandboxId } = await b.ready();
  await student.terminal(sandboxId, 'box');
  const second = await student.terminal(sandboxId, 'box', null, 'second');
  await second.until((t) => t.atPrompt);
  second.type('sleep 4321\r');
  await expect
    .poll(() => student.ask('GET', pathOf(sandboxId, 'second')))
    .toEqual({ shell: false, program: 'sleep' });
  const left = terminals(await student.ask<LessonState>('DELETE', pathOf(sandboxId, 'second')));
  expect(left.map(({ name }) => name)).toEqual(['main']);
  await second.until((t) => t.closed !== null || t.frames.some((f) => f.type === 'exit'));
  const gone = () =>
    b.broker.runtime.run(sandboxId, 'box', { script: 'pgrep -fc "[s]leep 4321"', timeoutMs: 20_000 });
  await expect.poll(async () => (await gone()).output).toBe('0\n');
  await expect(student.ask('DELETE', pathOf(sandboxId, 'second'))).rejects.toMatchObject({ status: 404 });
});

test.each([
  ['a terminal that is not open', 'never', 'box', 'There is no terminal never on box. Open it first.'],
  ['a machine that there is not', 'main', 'ghost', 'There is no machine ghost in this sandbox.'],
  ['a name that none can have', 'A..B', 'box', 'No terminal can have this name.'],
])('%s is not found', async (_, name, machine, message) => {
  const { student, sandboxId } = await b.ready();
  const path = pathOf(sandboxId, name, machine);
  for (const [method, body] of [
    ['GET'],
    ['PATCH', { title: 'x' }],
    ['PATCH', { recording: true }],
    ['DELETE'],
  ]) {
    await expect(student.ask(method as string, path, body)).rejects.toMatchObject({ status: 404, message });
  }
});

test('another student’s terminals are theirs alone', async () => {
  const { student, sandboxId } = await b.ready();
  await student.terminal(sandboxId, 'box');
  const stranger = b.student();
  const asks: [string, unknown?][] = [['GET'], ['PATCH', { title: 'mine' }], ['DELETE']];
  for (const [method, body] of asks) {
    await expect(stranger.ask(method, pathOf(sandboxId), body)).rejects.toMatchObject({ status: 401 });
  }
  await stranger.start('trial/two');
  for (const [method, body] of asks) {
    await expect(stranger.ask(method, pathOf(sandboxId), body)).rejects.toMatchObject({ status: 403 });
  }
  student.claims = 'http://evil.example';
  for (const [method, body] of asks.slice(1)) {
    await expect(student.ask(method, pathOf(sandboxId), body)).rejects.toMatchObject({ status: 403 });
  }
});
