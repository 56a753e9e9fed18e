/** The contract of machines that end by themselves or can run nothing any more. */
import { expect, test } from 'vitest';
import type { RuntimeEvent } from '../runtime.ts';
import { type ContractOptions, type MakeRuntime, useBench } from './bench.ts';
import { until } from './typed-terminal.ts';

export function stopPart(makeRuntime: MakeRuntime, options: ContractOptions): void {
  const bench = useBench(makeRuntime, options);
  const listen = () => {
    const events: RuntimeEvent[] = [];
    return { events, stop: bench.runtime.onEvent((event) => event.type === 'stopped' && events.push(event)) };
  };

  test('a machine that ends by itself is told, listed with a message, and reset brings it back', async () => {
    const id = await bench.sandbox();
    const terminal = await bench.terminal(id);
    const { events, stop } = listen();
    await bench.runtime.run(id, 'box', { script: options.endMachine, timeoutMs: 5000 }).catch(() => {});
    await until('a stopped event', () => events.length > 0);
    expect(events).toMatchObject([{ type: 'stopped', sandboxId: id, machine: 'box', generation: 1 }]);
    expect(events[0]).toMatchObject({ message: expect.stringMatching(/box.*Reset/s) });
    expect(await terminal.end()).toBeNull();

    const found = (await bench.runtime.list()).find((sandbox) => sandbox.id === id);
    expect(found?.machines).toMatchObject([{ running: false, message: expect.stringMatching(/Reset/) }]);
    const stopped = { code: 'stopped', message: expect.stringMatching(/box.*Reset/s) };
    await expect(bench.runtime.run(id, 'box', { script: 'true', timeoutMs: 1000 })).rejects.toMatchObject(
      stopped,
    );
    await expect(
      bench.runtime.openTerminal(id, 'box', { name: 'main', cols: 80, rows: 24 }),
    ).rejects.toMatchObject(stopped);
    const file = { path: '/tmp/x', bytes: Buffer.from('x'), mode: 0o644 };
    await expect(bench.runtime.putFiles(id, 'box', [file])).rejects.toMatchObject(stopped);
    expect(await bench.runtime.stats(id)).toEqual({});

    expect(await bench.runtime.reset(id, 'box')).toBe(2);
    expect((await bench.runtime.run(id, 'box', { script: 'echo back', timeoutMs: 20_000 })).output).toBe(
      'back\n',
    );
    stop();
  });

  test('reset and remove are not told as a stop', async () => {
    const { events, stop } = listen();
    const quiet = await bench.sandbox();
    await bench.runtime.reset(quiet, 'box');
    await bench.runtime.remove(quiet);
    const loud = await bench.sandbox();
    await bench.runtime.run(loud, 'box', { script: options.endMachine, timeoutMs: 5000 }).catch(() => {});
    await until('the stop of the other machine', () => events.length > 0);
    expect(events.map((event) => event.type === 'stopped' && event.sandboxId)).toEqual([loud]);
    stop();
    await bench.runtime.reset(loud, 'box');
    await bench.runtime.run(loud, 'box', { script: options.endMachine, timeoutMs: 5000 }).catch(() => {});
    await until('it stopped again', async () => {
      const found = (await bench.runtime.list()).find((sandbox) => sandbox.id === loud);
      return found?.machines.every((machine) => !machine.running);
    });
    expect(events).toHaveLength(1);
  });

  if (options.capabilities.revive) {
    test('revive starts a stopped machine with its disk and generation', async () => {
      const id = await bench.sandbox();
      const run = (script: string) => bench.runtime.run(id, 'box', { script, timeoutMs: 20_000 });
      await run('echo kept >/var/tmp/kept');
      await bench.runtime.markReady(id, 'box');
      const { events, stop } = listen();
      for (const times of [1, 2]) {
        await run(options.endMachine).catch(() => {});
        await until('a stopped event', () => events.length === times);
        await bench.runtime.revive(id, 'box');
        expect((await run('cat /var/tmp/kept')).output).toBe('kept\n');
      }
      await bench.runtime.revive(id, 'box');
      const found = (await bench.runtime.list()).find((sandbox) => sandbox.id === id);
      expect(found?.machines).toMatchObject([{ generation: 1, ready: true, running: true, message: null }]);
      stop();
    });
  } else {
    test('revive is refused: a stopped machine keeps nothing', async () => {
      const id = await bench.sandbox();
      await expect(bench.runtime.revive(id, 'box')).rejects.toMatchObject({ code: 'unsupported' });
    });
  }

  if (options.capabilities.ownPrograms) {
    test('a machine whose programs are gone says so, and reset mends it', async () => {
      const id = await bench.sandbox();
      await bench.runtime.run(id, 'box', { script: 'rm -rf /usr/bin /usr/sbin', timeoutMs: 9000 });
      const broken = { code: 'stopped', message: expect.stringMatching(/box.*Reset/s) };
      await expect(bench.runtime.run(id, 'box', { script: 'true', timeoutMs: 1000 })).rejects.toMatchObject(
        broken,
      );
      await expect(
        bench.runtime.openTerminal(id, 'box', { name: 'main', cols: 80, rows: 24 }),
      ).rejects.toMatchObject(broken);
      await bench.runtime.reset(id, 'box');
      expect((await bench.runtime.run(id, 'box', { script: 'true', timeoutMs: 20_000 })).exitCode).toBe(0);
    });
  }
}
