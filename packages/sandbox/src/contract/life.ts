/** The contract of create, list, markReady, reset, remove, images, findings and stats. */
import { expect, test } from 'vitest';
import { type ContractOptions, freshId, type MakeRuntime, useBench } from './bench.ts';
import { until } from './typed-terminal.ts';

export function lifePart(makeRuntime: MakeRuntime, options: ContractOptions): void {
  const bench = useBench(makeRuntime, options);
  const found = async (id: string) => (await bench.runtime.list()).find((sandbox) => sandbox.id === id);

  test('a new sandbox is listed as it was specified, running and not ready until marked', async () => {
    const spec = bench.spec();
    const steps: string[] = [];
    await bench.runtime.create(spec, (text) => steps.push(text));
    const { machines, ...rest } = spec;
    const machine = { spec: machines[0], generation: 1, running: true, message: null };
    expect(await found(spec.id)).toEqual({
      ...rest,
      expected: ['box'],
      machines: [{ ...machine, ready: false }],
    });
    expect(steps.length).toBeGreaterThan(0);
    await bench.runtime.markReady(spec.id, 'box');
    await bench.runtime.markReady(spec.id, 'box');
    expect((await found(spec.id))?.machines).toEqual([{ ...machine, ready: true }]);
  });

  test('remove takes all of it, is safe to repeat, and is fine with what never was', async () => {
    const id = await bench.sandbox();
    await Promise.all([bench.runtime.remove(id), bench.runtime.remove(id)]);
    await bench.runtime.remove(id);
    await bench.runtime.remove('neverwas');
    expect(await found(id)).toBeUndefined();
    await expect(bench.runtime.run(id, 'box', { script: 'true', timeoutMs: 1000 })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(bench.runtime.markReady(id, 'box')).rejects.toMatchObject({ code: 'not_found' });
    await expect(bench.runtime.reset(id, 'box')).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      bench.runtime.openTerminal(id, 'box', { name: 'main', cols: 80, rows: 24 }),
    ).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('reset gives a clean machine of the next generation under the same name', async () => {
    const id = await bench.sandbox();
    await bench.runtime.markReady(id, 'box');
    const run = (script: string) => bench.runtime.run(id, 'box', { script, timeoutMs: 20_000 });
    await run(`touch ${options.home}/mine /tmp/mine`);
    const before = await run('hostname');
    expect(await bench.runtime.reset(id, 'box')).toBe(2);
    expect((await run(`ls -a ${options.home} /tmp`)).output).not.toContain('mine');
    expect((await run('hostname')).output).toBe(before.output);
    expect(before.output).toBe('box\n');
    expect((await found(id))?.machines).toMatchObject([{ generation: 2, ready: false, running: true }]);
    await bench.runtime.markReady(id, 'box');
    expect((await found(id))?.machines).toMatchObject([{ generation: 2, ready: true }]);
    expect(await bench.runtime.reset(id, 'box')).toBe(3);
  });

  test('a create that is given up leaves nothing', async () => {
    const early = bench.spec();
    const gone = bench.runtime.create(early, () => {}, AbortSignal.abort());
    await expect(gone).rejects.toMatchObject({ code: 'aborted' });
    const late = bench.spec();
    const abort = new AbortController();
    const doomed = bench.runtime.create(late, () => abort.abort(), abort.signal);
    await expect(doomed).rejects.toMatchObject({ code: 'aborted' });
    expect(await found(early.id)).toBeUndefined();
    expect(await found(late.id)).toBeUndefined();
  });

  test('a missing image is an error that says so, and leaves nothing', async () => {
    const spec = bench.spec(['box'], { image: 'no-such-image' });
    await expect(bench.runtime.create(spec, () => {})).rejects.toMatchObject({
      code: 'image',
      message: expect.stringContaining('no-such-image'),
    });
    expect(await found(spec.id)).toBeUndefined();
    expect(await bench.runtime.hasImage('no-such-image')).toBe(false);
    await expect(bench.runtime.ensureImage('no-such-image', () => {})).rejects.toMatchObject({
      code: 'image',
    });
  });

  test('the image is there once ensured', async () => {
    expect(await bench.runtime.hasImage(options.image)).toBe(true);
    await bench.runtime.ensureImage(options.image, () => {});
  });

  test('another installation sees none of it and removes none of it', async () => {
    const id = await bench.sandbox();
    const stranger = await bench.another(freshId('t'));
    expect(await stranger.list()).toEqual([]);
    await stranger.remove(id);
    expect((await found(id))?.machines).toMatchObject([{ running: true }]);
  });

  test('a plain machine can run here, and each finding that is not ok has a remedy', async () => {
    expect(bench.runtime.engineUp).toBe(true);
    expect(bench.runtime.cannotRun(bench.spec().machines)).toBeNull();
    const findings = await bench.runtime.findings();
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(finding.name && finding.reason).not.toBe('');
      expect(finding.remedy === '').toBe(finding.ok);
    }
  });

  test('stats give memory, and processor use from the second call on', async () => {
    const id = await bench.sandbox();
    const first = (await bench.runtime.stats(id)).box;
    expect(first?.cpu).toBeNull();
    expect(first?.memoryBytes).toBeGreaterThan(0);
    await bench.runtime.run(id, 'box', {
      script: "setsid sh -c 'while :; do :; done' >/dev/null 2>&1 &",
      timeoutMs: 20_000,
    });
    const second = await until('a busy processor', async () => {
      const figures = (await bench.runtime.stats(id)).box;
      return figures?.cpu ? figures : null;
    });
    expect(second?.memoryLimitBytes).toBe(options.capabilities.limits ? 256 * 2 ** 20 : null);
    expect(await bench.runtime.stats('neverwas')).toEqual({});
    await bench.runtime.remove(id);
  });

  if (options.capabilities.severalMachines) {
    test('several machines: each has its own generation', async () => {
      const spec = bench.spec(['m1', 'm2']);
      expect(bench.runtime.cannotRun(spec.machines)).toBeNull();
      await bench.runtime.create(spec, () => {});
      expect(await bench.runtime.reset(spec.id, 'm2')).toBe(2);
      const sandbox = await found(spec.id);
      expect(sandbox?.expected).toEqual(['m1', 'm2']);
      expect(sandbox?.machines.map((machine) => [machine.spec.name, machine.generation]).toSorted()).toEqual([
        ['m1', 1],
        ['m2', 2],
      ]);
    });
  } else {
    test('several machines: refused with a reason and a remedy', async () => {
      const spec = bench.spec(['m1', 'm2']);
      const refusal = bench.runtime.cannotRun(spec.machines);
      expect(refusal?.reason && refusal.remedy).toBeTruthy();
      await expect(bench.runtime.create(spec, () => {})).rejects.toMatchObject({ code: 'unsupported' });
      expect(await found(spec.id)).toBeUndefined();
    });
  }

  if (options.capabilities.adoption) {
    test('another runtime of the same instance finds a sandbox and uses it', async () => {
      const first = await bench.another(bench.instance);
      const spec = bench.spec();
      await first.create(spec, () => {});
      await first.markReady(spec.id, 'box');
      await first.run(spec.id, 'box', { script: 'echo kept >/tmp/kept', timeoutMs: 20_000 });
      await first.close();
      expect((await found(spec.id))?.machines).toMatchObject([{ generation: 1, ready: true, running: true }]);
      const kept = await bench.runtime.run(spec.id, 'box', { script: 'cat /tmp/kept', timeoutMs: 20_000 });
      expect(kept.output).toBe('kept\n');
      expect(await bench.runtime.reset(spec.id, 'box')).toBe(2);
    });
  }
}
