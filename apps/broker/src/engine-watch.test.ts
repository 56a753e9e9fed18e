import path from 'node:path';
import { CLOSE } from '@sandlot/protocol';
import { createDockerRuntime } from '@sandlot/sandbox';
import { EngineDoor, REAL_ENGINE } from '@sandlot/sandbox/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestBroker, TestSite } from './testing/test-broker.ts';

let door: EngineDoor;
let site: TestSite;
let b: TestBroker;
beforeAll(async () => {
  door = await EngineDoor.open();
  site = new TestSite('docker', { DOCKER_HOST: door.host });
  b = await site.start();
});
afterAll(async () => {
  await door.reopen(); // a test that failed may have left it shut, and then nothing could be removed
  await b.end();
  site.remove();
  await door.remove();
});

/** A student at a prompt, with a file `kept` in the home. */
async function working() {
  const { student, watch, sandboxId } = await b.ready();
  const terminal = await student.terminal(sandboxId, 'box');
  await terminal.until((t) => t.atPrompt);
  terminal.clear();
  terminal.type('echo kept > ~/kept\r');
  await terminal.until((t) => t.atPrompt);
  return { student, watch, sandboxId, terminal };
}

test('an engine that stops while a student works: the page says so, and the shell goes on without it', async () => {
  const { student, watch, sandboxId, terminal } = await working();

  await door.shut();
  await watch.until((s) => !s.engineUp);
  terminal.type('echo st""ill\r');
  await terminal.until((t) => t.text.includes('still'));
  // Our fault, never the student's.
  const state = await student.ask<{ tasks: { id: string; last: { outcome: string } }[] }>(
    'POST',
    `/api/sandboxes/${sandboxId}/check`,
    { task: 'made' },
  );
  expect(state.tasks.find((t) => t.id === 'made')?.last.outcome).toBe('error');
  const another = await student.terminal(sandboxId, 'box', null, 'another');
  await another.until((t) => t.atPrompt);

  await door.reopen();
  await watch.until((s) => s.engineUp);
  terminal.type('cat ~/kept\r');
  await terminal.until((t) => /[\r\n]kept\r\n/.test(t.text));
});

test('a student who kills what holds the shells is told that the line was cut, and gets a new one', async () => {
  const { student, sandboxId, terminal } = await working();
  const { runtime } = b.broker;
  await runtime.run(sandboxId, 'box', { script: 'pkill -KILL -x holder', timeoutMs: 5_000 });
  await terminal.until((t) => t.closed !== null);
  expect(terminal.closed?.code).toBe(CLOSE.engine);
  const again = await student.terminal(sandboxId, 'box');
  expect(again.terminalId).not.toBe(terminal.terminalId);
  again.type('cat ~/kept\r');
  await again.until((t) => /[\r\n]kept\r\n/.test(t.text));
});

test('a machine that was stopped with its engine is started again, its files kept', async () => {
  const { student, watch, sandboxId } = await working();
  await door.shut();
  await watch.until((s) => !s.engineUp);
  // What an engine does to its containers when it is stopped, done while nobody sees it.
  const behind = createDockerRuntime({
    instance: site.environment.SANDLOT_INSTANCE ?? '',
    imagesDir: path.join(site.dir, 'docker'),
    host: REAL_ENGINE,
  });
  await behind.run(sandboxId, 'box', { script: 'pkill -x sleep', timeoutMs: 5_000 }).catch(() => {});
  await expect
    .poll(async () => (await behind.list()).find(({ id }) => id === sandboxId)?.machines[0]?.running)
    .toBe(false);
  await door.reopen();
  await watch.until((s) => s.engineUp);
  // It counts as ready until the broker has seen that it stopped: who asked too early asks again, as the page does.
  const again = await untilThere(() => student.terminal(sandboxId, 'box'));
  again.type('cat ~/kept\r');
  await again.until((t) => /[\r\n]kept\r\n/.test(t.text));
});

async function untilThere<T>(ask: () => Promise<T>): Promise<T> {
  let there: T | null = null;
  await expect
    .poll(async () => {
      there ??= await ask().catch(() => null);
      return there;
    })
    .not.toBeNull();
  if (!there) throw new Error('never there');
  return there;
}
