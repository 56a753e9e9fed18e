/** An engine that goes away and comes back: the real one, behind a socket that these tests can close. */
import { afterAll, expect, test } from 'vitest';
import { freshId, useBench } from '../contract/bench.ts';
import { until } from '../contract/typed-terminal.ts';
import type { RuntimeEvent } from '../runtime.ts';
import { EngineDoor, REAL_ENGINE } from '../testing/engine-door.ts';
import { Engine } from './engine.ts';
import { LABEL } from './labels.ts';
import { DOCKER, useDocker } from './test-docker.ts';

const door = await EngineDoor.open();
afterAll(() => door.remove());

const make = useDocker({ host: door.host });
const bench = useBench(make, DOCKER);

test('an engine that goes is told, calls say so, and all is well when it is back', async () => {
  const id = await bench.sandbox();
  const quiet = await bench.sandbox();
  const terminal = await bench.terminal(id);
  const events: RuntimeEvent[] = [];
  const stop = bench.runtime.onEvent((event) => events.push(event));

  await door.shut();
  await until('down is told', () => events.length > 0);
  expect(events).toEqual([{ type: 'engine', up: false }]);
  expect(bench.runtime.engineUp).toBe(false);
  terminal.type('echo st""ill');
  await terminal.sees(/still/); // a terminal does not go through the engine
  const fault = { code: 'engine', message: expect.stringContaining('Start it') };
  await expect(bench.runtime.list()).rejects.toMatchObject(fault);
  await expect(bench.runtime.run(id, 'box', { script: 'true', timeoutMs: 1000 })).rejects.toMatchObject(
    fault,
  );
  expect(await bench.runtime.findings()).toMatchObject([
    {
      name: 'Docker engine',
      ok: false,
      reason: expect.stringContaining('does not answer'),
      remedy: expect.stringMatching(/^Start it/),
    },
  ]);

  const engine = new Engine(REAL_ENGINE);
  const [missed] = await engine.containers({ [LABEL.instance]: bench.instance, [LABEL.sandbox]: id });
  const { stream } = await engine.exec(missed?.id ?? '', {
    command: ['pkill', '-x', 'sleep'],
    user: 'root',
    env: [],
    tty: false,
  });
  await new Promise((done) =>
    stream
      .on('close', done)
      .on('error', () => {})
      .resume()
      .end(),
  );
  await until(
    'the machine ends unseen',
    async () => !(await engine.containerState(missed?.id ?? '')).running,
  );

  await door.reopen();
  await until('up and the missed end are told', () => events.length >= 3, 15_000);
  expect(events.slice(1)).toMatchObject([
    { type: 'engine', up: true },
    { type: 'stopped', sandboxId: id, machine: 'box' },
  ]);
  expect(bench.runtime.engineUp).toBe(true);
  expect((await bench.runtime.run(quiet, 'box', { script: 'echo well', timeoutMs: 20_000 })).output).toBe(
    'well\n',
  );
  stop();
});

test('start without an engine resolves, and the runtime works once there is one', async () => {
  await door.shut();
  const runtime = make(freshId('t'));
  await runtime.start();
  expect(runtime.engineUp).toBe(false);
  const events: RuntimeEvent[] = [];
  runtime.onEvent((event) => events.push(event));
  await door.reopen();
  await until('up is told', () => runtime.engineUp, 15_000);
  expect(events).toEqual([{ type: 'engine', up: true }]);
  expect(await runtime.list()).toEqual([]);
  await runtime.close();
});
