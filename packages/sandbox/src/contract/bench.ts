/** What the parts of the contract suite share: the runtime under test and sandboxes that are cleared away. */
import { afterAll, beforeAll, vi } from 'vitest';
import type { MachineSpec, SandboxRuntime, SandboxSpec } from '../runtime.ts';
import { TypedTerminal } from './typed-terminal.ts';

export interface ContractOptions {
  /** Folder name of the image that the suite's machines have. */
  image: string;
  /** Who the student is on them, and where that user's home is. */
  user: string;
  home: string;
  /** A script that, run as root on a machine, ends the machine's main process. */
  endMachine: string;
  capabilities: {
    /** More than one machine in a sandbox. */
    severalMachines: boolean;
    /** A sandbox goes on when its runtime is closed, and another runtime of the same instance finds it. */
    adoption: boolean;
    /** Each machine has programs of its own, which a student can break. */
    ownPrograms: boolean;
    /** A machine that stopped keeps its disk and can be started again. */
    revive: boolean;
    /** Memory is limited, and the limit is part of the stats. */
    limits: boolean;
    /** Terminals outlive the process that opened them. */
    durable: boolean;
  };
}

/** Called with the same instance twice, it must give two runtimes that see the same sandboxes. */
export type MakeRuntime = (instance: string) => SandboxRuntime | Promise<SandboxRuntime>;

export interface Bench {
  readonly runtime: SandboxRuntime;
  readonly options: ContractOptions;
  readonly instance: string;
  /** A runtime beside the first one; closed at the end. */
  another(instance: string): Promise<SandboxRuntime>;
  /** A spec with a fresh id, removed at the end. */
  spec(machines?: string[], overrides?: Partial<MachineSpec>): SandboxSpec;
  /** Makes a sandbox of one machine, `box`, and gives its id. */
  sandbox(): Promise<string>;
  /** Opens a terminal on `box` and waits until its shell takes commands. */
  terminal(sandboxId: string, machine?: string, name?: string): Promise<TypedTerminal>;
}

let count = 0;

/** Letters and digits that no other run uses. */
export function freshId(prefix: string): string {
  count += 1;
  return `${prefix}${process.pid.toString(36)}${Date.now().toString(36).slice(-5)}${count.toString(36)}`;
}

/** Starts a runtime for the describe block that calls this, and clears up after it. */
export function useBench(makeRuntime: MakeRuntime, options: ContractOptions): Bench {
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 }); // real machines on a busy host
  const instance = freshId('t');
  const ids: string[] = [];
  const others: SandboxRuntime[] = [];
  let runtime: SandboxRuntime | undefined;

  beforeAll(async () => {
    runtime = await makeRuntime(instance);
    await runtime.start();
    await runtime.ensureImage(options.image, () => {});
    if (options.capabilities.durable && runtime.kind === 'docker')
      await runtime.ensureImage('holder', () => {});
  }, 600_000);
  afterAll(async () => {
    await Promise.all(ids.map((id) => runtime?.remove(id)));
    await Promise.all([runtime, ...others].map((one) => one?.close()));
  }, 60_000);

  const bench: Bench = {
    get runtime() {
      if (!runtime) throw new Error('the runtime is there only inside tests');
      return runtime;
    },
    options,
    instance,
    async another(name) {
      const other = await makeRuntime(name);
      others.push(other);
      await other.start();
      return other;
    },
    spec(machines = ['box'], overrides = {}) {
      const id = freshId('s');
      ids.push(id);
      return {
        id,
        userId: 'u-1',
        lesson: 'start/first-look',
        playground: 'plain',
        createdAtMs: 1_700_000_000_123,
        expiresAtMs: 1_700_003_600_456,
        networks: ['lan'],
        egress: 'none',
        machines: machines.map((name) => ({
          name,
          image: options.image,
          memoryBytes: 256 * 2 ** 20,
          cpus: 1,
          pids: 128,
          user: options.user,
          users: [],
          networks: ['lan'],
          capabilities: [],
          needs: [],
          kubernetes: 'none' as const,
          diskBytes: 2 ** 30,
          ...overrides,
        })),
      };
    },
    async sandbox() {
      const spec = bench.spec();
      await bench.runtime.create(spec, () => {});
      return spec.id;
    },
    async terminal(sandboxId, machine = 'box', name = freshId('x')) {
      const pty = await bench.runtime.openTerminal(sandboxId, machine, { name, cols: 80, rows: 24 });
      const terminal = new TypedTerminal(pty);
      terminal.type("echo re''ady");
      await terminal.sees(/ready/);
      return terminal;
    },
  };
  return bench;
}
