/** Machines without a holder: terminals go through the engine, work as ever, and end with who opened them. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Bench, useBench } from '../contract/bench.ts';
import { terminalPart } from '../contract/terminal.ts';
import { until } from '../contract/typed-terminal.ts';
import { createDockerRuntime } from './docker-runtime.ts';
import { DIAL_MS } from './holders.ts';
import { imageTag } from './image-folder.ts';
import { DOCKER, imagesDir, useDataDir } from './test-docker.ts';

const options = { ...DOCKER, capabilities: { ...DOCKER.capabilities, durable: false } };
const dataDir = useDataDir();
/** As after a build that failed: no folder for the holder. */
const others = mkdtempSync(join(tmpdir(), 'sandlot-images-'));
cpSync(join(imagesDir, 'linux'), join(others, 'linux'), { recursive: true });
afterAll(() => rmSync(others, { recursive: true }));

const survives = async (bench: Bench) =>
  (await bench.runtime.findings()).find(({ name }) => name === 'Terminals that survive a restart');

describe('no data folder', () => {
  const makeRuntime = (instance: string) => createDockerRuntime({ instance, imagesDir });
  terminalPart(makeRuntime, options);
  const bench = useBench(makeRuntime, options);

  test('shells of a broker that has gone are hung up, what was detached goes on', async () => {
    const id = await bench.sandbox();
    const old = await bench.terminal(id);
    expect(old.pty.durable).toBe(false);
    expect(await bench.runtime.terminals(id, 'box')).toEqual([]);
    old.type('setsid sleep 8001 & sleep 8002');
    const script = 'pgrep -fa "[s]leep 800" | cut -d" " -f3 | tr "\\n" " "';
    const sleeps = async () => (await bench.runtime.run(id, 'box', { script, timeoutMs: 20_000 })).output;
    await until('both run', async () => (await sleeps()).split(' ').length === 3);
    await bench.another(bench.instance);
    await until('the old shell is hung up', async () => (await sleeps()) === '8001 ');
    expect(await old.end()).toBeNull();
  });
});

describe('no image of the holder', () => {
  const warnings: object[] = [];
  const bench = useBench((instance) => {
    const logger = { warn: (details: object) => void warnings.push(details) };
    return createDockerRuntime({ instance, imagesDir: others, dataDir, logger });
  }, options);

  test('terminals work, the lack is told once, and the doctor has it with its remedy', async () => {
    const id = await bench.sandbox();
    for (const _ of [1, 2]) {
      const terminal = await bench.terminal(id);
      expect(terminal.pty.durable).toBe(false);
      terminal.pty.kill();
    }
    await bench.runtime.reset(id, 'box');
    expect((await bench.terminal(id)).pty.durable).toBe(false);
    expect(await survives(bench)).toEqual({
      name: 'Terminals that survive a restart',
      ok: false,
      reason: expect.stringMatching(/image "holder".*Terminals end with the broker\.$/),
      remedy: 'Run "sandlot images".',
    });
    expect(warnings.filter((details) => 'reason' in details)).toHaveLength(1);
  });
});

describe('a holder that never calls', () => {
  // A program that does something else stands for whatever keeps the two apart: a virtual machine, a policy.
  const folder = useDataDir();
  const warnings: object[] = [];
  const bench = useBench(async (instance) => {
    const version = (await imageTag(imagesDir, 'holder')).split(':').at(-1) ?? '';
    mkdirSync(join(folder, 'holder', version), { recursive: true });
    writeFileSync(join(folder, 'holder', version, 'holder'), '#!/bin/sh\nsleep 600\n', { mode: 0o755 });
    const logger = { warn: (details: object) => void warnings.push(details) };
    return createDockerRuntime({ instance, imagesDir, dataDir: folder, logger });
  }, options);

  test('is found out by the first terminal, and nobody waits for one again', async () => {
    const first = await bench.terminal(await bench.sandbox());
    expect(first.pty.durable).toBe(false);
    const id = await bench.sandbox();
    const took: number[] = [];
    for (let one = 1; one <= 3; one += 1) {
      const began = performance.now();
      expect((await bench.terminal(id)).pty.durable).toBe(false);
      took.push(performance.now() - began);
    }
    expect(Math.min(...took)).toBeLessThan(DIAL_MS);
    expect(warnings).toHaveLength(1);
    expect(await survives(bench)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/No holder has called/),
      remedy: expect.stringMatching(/Docker engine on this host/),
    });
  });
});

describe('a data folder that cannot be', () => {
  const folder = '/dev/null/data';
  const bench = useBench(
    (instance) => createDockerRuntime({ instance, imagesDir, dataDir: folder }),
    options,
  );

  test('machines are made without', async () => {
    expect((await bench.terminal(await bench.sandbox())).pty.durable).toBe(false);
    expect(await survives(bench)).toMatchObject({ ok: false, reason: expect.stringContaining(folder) });
  });
});
