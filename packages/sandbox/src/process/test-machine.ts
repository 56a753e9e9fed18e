/** For tests: a runtime with a folder of its own, sandboxes of one machine, and a look at the host's side of them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { freshId } from '../contract/bench.ts';
import { TypedTerminal, until } from '../contract/typed-terminal.ts';
import type { MachineSpec, SandboxRuntime, SandboxSpec } from '../runtime.ts';
import { MachineRecords } from './machine-record.ts';
import { createProcessRuntime } from './process-runtime.ts';

const INSTANCE = 'test';

/** A spec of one machine, by default `box`. */
export function testSpec(machine: Partial<MachineSpec> = {}): SandboxSpec {
  const box = {
    name: 'box',
    image: 'linux',
    memoryBytes: 2 ** 28,
    cpus: 1,
    pids: 128,
    user: 'student',
    users: [],
    networks: ['lan'],
    capabilities: [],
    needs: [],
    kubernetes: 'none' as const,
    diskBytes: 2 ** 30,
  };
  return {
    id: freshId('p'),
    userId: 'u-1',
    lesson: 'start/first-look',
    playground: 'plain',
    createdAtMs: 1,
    expiresAtMs: 2,
    networks: ['lan'],
    egress: 'none',
    machines: [{ ...box, ...machine }],
  };
}

/** A runtime whose sandboxes and files are gone when the test file has ended. */
export function useRuntime() {
  const dataDir = mkdtempSync(join(tmpdir(), 'sandlot-process-'));
  const another = (): SandboxRuntime => createProcessRuntime({ instance: INSTANCE, dataDir });
  const runtime = another();
  const records = new MachineRecords(join(dataDir, 'machines', INSTANCE));
  afterAll(async () => {
    for (const id of records.sandboxIds()) await runtime.remove(id);
    await runtime.close();
    rmSync(dataDir, { recursive: true });
  });
  return {
    dataDir,
    instance: INSTANCE,
    runtime,
    records,
    /** A second runtime over the same records, as after a restart. */
    another,
    async sandbox(machine: Partial<MachineSpec> = {}): Promise<string> {
      const spec = testSpec(machine);
      await runtime.create(spec, () => {});
      return spec.id;
    },
    async run(id: string, script: string, request: { user?: string; timeoutMs?: number } = {}) {
      return runtime.run(id, 'box', { script, timeoutMs: 20_000, ...request });
    },
    async terminal(id: string): Promise<TypedTerminal> {
      const terminal = new TypedTerminal(
        await runtime.openTerminal(id, 'box', { name: 'main', cols: 80, rows: 24 }),
      );
      await terminal.sees(/\$ /);
      return terminal;
    },
    /** The host's number of the machine's first process. */
    init(id: string): number {
      const pid = records.machine(id, 'box')?.init?.pid;
      if (!pid) throw new Error(`no machine of ${id} is on record`);
      return pid;
    },
  };
}

/** The host's processes that have `word` in their command line. */
export function processesNaming(word: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
      } catch {
        return false;
      }
    })
    .map(Number);
}

export { until };
