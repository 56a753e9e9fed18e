import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { FILE_BYTES } from '@sandlot/protocol';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { Student } from '../testing/student.ts';
import { type TestBroker, TestSite } from '../testing/test-broker.ts';

let site: TestSite;
let b: TestBroker;
let student: Student;
let sandboxId: string;
beforeAll(async () => {
  site = new TestSite('process');
  b = await site.start();
  ({ student, sandboxId } = await b.ready());
});
afterAll(async () => {
  await b.end();
  site.remove();
});

const at = (path: string, machine = 'box') =>
  `${b.origin}/api/sandboxes/${sandboxId}/files?${new URLSearchParams({ machine, path })}`;
const put = (path: string, body: BodyInit, headers: Record<string, string> = student.headers) =>
  fetch(at(path), { method: 'PUT', body, headers, ...({ duplex: 'half' } as object) });
const get = (path: string, headers: Record<string, string> = student.headers) => fetch(at(path), { headers });
/** A body without a length. */
const inPieces = (...pieces: Buffer[]) =>
  (async function* () {
    yield* pieces;
  })() as unknown as BodyInit;
const refusal = async (answer: Response) => {
  const { error } = (await answer.json()) as { error: { code: string; message: string } };
  return [answer.status, error.code, error.message];
};

test('the largest file goes in and comes out, whatever it says it is', async () => {
  const bytes = randomBytes(FILE_BYTES);
  for (const type of ['application/octet-stream', 'application/json', 'text/plain', 'image/png; x=y']) {
    const answer = await put('largest', bytes, { ...student.headers, 'content-type': type });
    expect(await answer.json()).toEqual({ path: '/home/student/largest' });
  }
  const back = await get('largest');
  expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
});

test('an empty file, and one that comes in pieces without a length', async () => {
  expect((await put('empty', '')).status).toBe(200);
  expect(await (await get('empty')).text()).toBe('');
  const pieces = inPieces(Buffer.from('one '), Buffer.from('two'));
  expect((await put('pieces', pieces)).status).toBe(200);
  expect(await (await get('pieces')).text()).toBe('one two');
});

test('comes out as something to save, never to show', async () => {
  await put('é page.html', '<script>');
  const { headers } = await get('é page.html');
  expect(headers.get('content-type')).toBe('application/octet-stream');
  expect(headers.get('content-disposition')).toBe(
    `attachment; filename="_ page.html"; filename*=UTF-8''%C3%A9%20page.html`,
  );
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
});

test('a larger one is refused with the limit, by its length and without one', async () => {
  const message =
    'This file is larger than 8 MB, the most that can be brought in at once. Pack it (gzip), or cut it (split -b 8M).';
  const bytes = Buffer.alloc(FILE_BYTES + 1);
  expect(await refusal(await put('larger', bytes))).toEqual([429, 'limit', message]);
  const pieces = inPieces(bytes.subarray(0, 100), bytes);
  expect(await refusal(await put('larger', pieces))).toEqual([429, 'limit', message]);
  expect(await refusal(await get('larger'))).toMatchObject([404, 'not_found', expect.anything()]);
});

test('paths and machines that cannot be are told apart', async () => {
  expect(await refusal(await put('../x', 'x'))).toMatchObject([400, 'bad_request', expect.anything()]);
  expect(await refusal(await get(''))).toMatchObject([400, 'bad_request', expect.stringContaining('path=')]);
  expect(await refusal(await get('/root/x'))).toMatchObject([404, 'not_found', expect.anything()]);
  expect(await refusal(await get('/tmp'))).toMatchObject([409, 'conflict', expect.stringContaining('tar')]);
  expect(await refusal(await put('/usr/bin/x', 'x'))).toMatchObject([403, 'forbidden', expect.anything()]);
  const machine = await fetch(at('x', 'ghost'), { headers: student.headers });
  expect(await refusal(machine)).toEqual([404, 'not_found', 'There is no machine ghost in this sandbox.']);
  const none = await fetch(`${b.origin}/api/sandboxes/${sandboxId}/files`, { headers: student.headers });
  expect((await refusal(none))[0]).toBe(404);
});

test('only the student whose sandbox it is, and only from a page of ours', async () => {
  const stranger = b.student();
  expect((await refusal(await put('x', 'x', stranger.headers)))[0]).toBe(401);
  expect((await refusal(await get('x', stranger.headers)))[0]).toBe(401);
  await stranger.start('trial/two');
  expect((await refusal(await put('x', 'x', stranger.headers)))[0]).toBe(403);
  expect((await refusal(await get('x', stranger.headers)))[0]).toBe(403);
  const foreign = { ...student.headers, origin: 'http://evil.example' };
  expect((await refusal(await put('x', Buffer.alloc(FILE_BYTES), foreign)))[0]).toBe(403);
  expect((await fetch(`${b.origin}/api/sandboxes/nothing/files`, { headers: student.headers })).status).toBe(
    404,
  );
});

test('many at once all arrive, and pages that go away in the middle take no places with them', async () => {
  for (let i = 0; i < 6; i += 1) {
    const asked = request(at('gone'), { method: 'PUT', headers: student.headers });
    asked.on('error', () => {});
    asked.write(Buffer.alloc(100_000));
    await new Promise((resolve) => asked.once('socket', (socket) => socket.once('connect', resolve)));
    asked.destroy();
  }
  const bytes = Array.from({ length: 12 }, () => randomBytes(300_000));
  const answers = await Promise.all(bytes.map((one, i) => put(`many-${i}`, one)));
  expect(answers.map((one) => one.status)).toEqual(bytes.map(() => 200));
  const back = await Promise.all(bytes.map(async (_, i) => (await get(`many-${i}`)).arrayBuffer()));
  expect(back.every((one, i) => bytes[i]?.equals(Buffer.from(one)))).toBe(true);
});

test('an upload that makes a task true turns it green', async () => {
  const watch = await student.watchLesson('trial/one');
  await watch.until((s) => s.tasks[0]?.last?.outcome === 'pending');
  await put('made', '');
  await watch.until((s) => s.tasks[0]?.last?.outcome === 'passed');
});

test('a machine that is being reset takes no file yet', async () => {
  const { runtime } = b.broker;
  const reset = runtime.reset.bind(runtime);
  const answered = Promise.withResolvers<void>();
  const held = vi.spyOn(runtime, 'reset').mockImplementationOnce(async (...machine) => {
    await answered.promise;
    return reset(...machine);
  });
  const asked = student.ask('POST', `/api/sandboxes/${sandboxId}/reset`, {});
  onTestFinished(() => answered.resolve());
  await expect.poll(() => held.mock.calls.length).toBe(1);
  const refused = await refusal(await put('x', 'x'));
  answered.resolve();
  await asked;
  expect(refused).toEqual([409, 'conflict', 'Machine box is not ready. Wait for it, or reset it.']);
  expect((await put('x', 'x')).status).toBe(200);
});
