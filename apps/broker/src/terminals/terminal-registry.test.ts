import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
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

test('a terminal that is on its way while its machine is reset is given to nobody', async () => {
  const { student, sandboxId } = await b.ready();
  const { runtime } = b.broker;
  const open = runtime.openTerminal.bind(runtime);
  // A slow engine: the shell is there, and nobody hears of it before the machine was reset.
  const opened = Promise.withResolvers<void>();
  const late = Promise.withResolvers<void>();
  let calls = 0;
  runtime.openTerminal = async (sandbox, machine, options) => {
    const pty = await open(sandbox, machine, options);
    if (options.name !== 'slow') return pty;
    calls += 1;
    opened.resolve();
    if (calls === 1) await late.promise;
    return pty;
  };
  onTestFinished(() => {
    runtime.openTerminal = open;
  });
  const early = student.terminal(sandboxId, 'box', null, 'slow').catch((error: Error) => error.message);
  await opened.promise;
  await student.ask('POST', `/api/sandboxes/${sandboxId}/reset`, { machine: 'box' });
  const after = student.terminal(sandboxId, 'box', null, 'slow'); // rejects for one that has ended
  await student.terminal(sandboxId, 'box', null, 'meanwhile');
  late.resolve();
  const wire = await after;
  wire.type('echo wor""ks\r');
  await wire.until((w) => w.text.includes('works'));
  expect(await early).toBe('closed 4410: The machine was reset or ended meanwhile.');
});
